// The map is a picture with links. Here it gets one stop of the Tab key, arrow keys that go to the
// nearest school in that direction, zoom, and a spoken and shown name. A map of so many schools
// that they are no links is a stop itself, and arrow keys move the picture.
interface View {
  x: number;
  y: number;
  width: number;
  height: number;
}

const zoomMax = 16;
const keyStep = 1 / 8; // of what is seen
const shiftMax = 1 / 3; // of what is seen
const restMs = 120;
const keyWords = "Zoom with + and −, move with the arrow keys, 0 shows the whole map.";
const lengthsM = [50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000];
const directions: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

class SchoolMap {
  private readonly svg: SVGSVGElement;
  private readonly points: SVGAElement[];
  private readonly whole: View;
  private view: View;
  private readonly scaleRight: boolean;
  private readonly name = document.createElement("p");
  private wanted: View | null = null; // where the picture is shifted to, until it is drawn
  private rest = 0;

  constructor(private readonly box: HTMLElement) {
    this.svg = box.querySelector("svg")!;
    this.points = [...this.svg.querySelectorAll<SVGAElement>("a")];
    const base = this.svg.viewBox.baseVal;
    this.whole = { x: base.x, y: base.y, width: base.width, height: base.height };
    this.view = { ...this.whole };
    const scale = Number(this.svg.querySelector(".gh-scalebar text")?.getAttribute("x"));
    this.scaleRight = scale > base.x + base.width / 2;
    this.points.forEach((point, index) => point.setAttribute("tabindex", index === 0 ? "0" : "-1"));
    if (this.points.length === 0) this.svg.setAttribute("tabindex", "0");
    this.addFrame();
    this.addName();
    this.addButtons();
    this.svg.addEventListener("keydown", (event) => this.key(event));
    // On the box, because Chromium lets Tab stop at an <svg> that listens to the focus.
    this.box.addEventListener("focusin", (event) => this.focused(event.target));
    this.box.addEventListener("focusout", () => this.say(""));
    this.svg.addEventListener("mouseover", (event) => this.pointed(event.target));
    this.addDrag();
  }

  // Over its edge nothing is seen of a picture that is being dragged.
  private addFrame(): void {
    const frame = document.createElement("div");
    frame.className = "gh-map__frame";
    this.svg.before(frame);
    frame.append(this.svg);
  }

  private addName(): void {
    this.name.className = "gh-map__name";
    this.name.setAttribute("aria-hidden", "true");
    this.box.append(this.name);
  }

  private addButtons(): void {
    const tools = document.createElement("div");
    tools.className = "gh-map__tools";
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", `Zoom: ${this.box.dataset.map ?? "map"}`);
    const add = (sign: string, label: string, act: () => void): void => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", label);
      button.addEventListener("click", act);
      tools.append(button);
    };
    add("+", "Zoom in", () => this.zoom(1.6));
    add("−", "Zoom out", () => this.zoom(1 / 1.6));
    add("↺", "Show the whole map", () => this.show({ ...this.whole }));
    this.box.append(tools);
  }

  private at(point: SVGAElement): [number, number] {
    const use = point.querySelector("use:last-child")!;
    return [Number(use.getAttribute("x")), Number(use.getAttribute("y"))];
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const point = (event.target as Element).closest<SVGAElement>("a");
    const direction = directions[event.key];
    if (direction && point) this.move(point, direction);
    else if (direction && this.zoomed()) this.slide(direction);
    else if (event.key === "+" || event.key === "=") this.zoom(1.6);
    else if (event.key === "-") this.zoom(1 / 1.6);
    else if (event.key === "0") this.show({ ...this.whole });
    else if (event.key === "Escape") (point ?? this.svg).blur();
    else return;
    event.preventDefault();
  }

  // The nearest in that direction; what lies far to the side counts as further away.
  private move(from: SVGAElement, [dx, dy]: [number, number]): void {
    const [x, y] = this.at(from);
    let best: SVGAElement | null = null;
    let least = Infinity;
    for (const point of this.points) {
      const [px, py] = this.at(point);
      const ahead = (px - x) * dx + (py - y) * dy;
      const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
      const cost = ahead + 2 * aside;
      if (ahead > 0.05 && cost < least) {
        least = cost;
        best = point;
      }
    }
    best?.focus();
  }

  private zoomed(): boolean {
    return this.view.width < this.whole.width;
  }

  private slide([dx, dy]: [number, number]): void {
    const { x, y, width, height } = this.wanted ?? this.view;
    this.glide({ x: x + dx * width * keyStep, y: y + dy * height * keyStep, width, height });
  }

  private focused(target: EventTarget | null): void {
    this.say(this.keyWords());
    const point = target instanceof Element ? target.closest<SVGAElement>("a") : null;
    if (!point) return;
    for (const other of this.points) other.setAttribute("tabindex", other === point ? "0" : "-1");
    this.say(point.querySelector("title")?.textContent ?? "");
    const [x, y] = this.at(point);
    const { x: left, y: top, width, height } = this.view;
    if (x < left || y < top || x > left + width || y > top + height) {
      this.show({ x: x - width / 2, y: y - height / 2, width, height });
    }
  }

  private pointed(target: EventTarget | null): void {
    const point = target instanceof Element ? target.closest<SVGAElement>("a") : null;
    this.say(point?.querySelector("title")?.textContent ?? this.keyWords());
  }

  // Where the map itself is the stop of the Tab key.
  private keyWords(): string {
    return this.svg.matches(":focus-visible") ? keyWords : "";
  }

  private say(name: string): void {
    if (this.name.textContent !== name) this.name.textContent = name;
  }

  // About the school that has the focus, else about the middle.
  private zoom(factor: number): void {
    this.settle();
    const width = this.view.width / factor;
    const height = this.view.height / factor;
    const focused = this.points.find((point) => point === document.activeElement);
    const [x, y] = focused
      ? this.at(focused)
      : [this.view.x + this.view.width / 2, this.view.y + this.view.height / 2];
    this.show({ x: x - width / 2, y: y - height / 2, width, height });
  }

  private within(view: View): View {
    const { x, y, width, height } = this.whole;
    const wide = Math.min(width, Math.max(view.width, width / zoomMax));
    const high = (wide * height) / width;
    return {
      x: Math.min(Math.max(view.x, x), x + width - wide),
      y: Math.min(Math.max(view.y, y), y + height - high),
      width: wide,
      height: high,
    };
  }

  private show(wanted: View): void {
    const view = this.within(wanted);
    window.clearTimeout(this.rest);
    this.wanted = null;
    this.svg.classList.remove("gh-map--moving");
    this.svg.style.transform = "";
    this.view = view;
    this.svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    // A finger moves the picture once it is larger than what is seen, and the page before.
    this.svg.style.touchAction = this.zoomed() ? "none" : "";
    const z = view.width / this.whole.width;
    this.box.style.setProperty("--gh-z", String(z));
    for (const hatch of this.svg.querySelectorAll("pattern")) {
      hatch.setAttribute("patternTransform", `rotate(45) scale(${z})`);
    }
    this.drawScale();
  }

  // Always a scale: the bar is drawn anew in the corner of what is seen.
  private drawScale(): void {
    const bar = this.svg.querySelector(".gh-scalebar");
    const metres = Number(this.svg.dataset.metres);
    if (!bar || !metres) return;
    const fitting = lengthsM.filter((length) => length / metres <= this.view.width / 4);
    const length = fitting[fitting.length - 1] ?? lengthsM[0]!;
    const z = this.view.width / this.whole.width;
    const end = length / metres;
    const x = this.scaleRight
      ? this.view.x + this.view.width - 66 * z - end
      : this.view.x + 18 * z;
    const y = this.view.y + this.view.height - 26 * z;
    bar.querySelector("path")?.setAttribute("d", `M${x} ${y}v${6 * z}h${end}v${-6 * z}`);
    const text = bar.querySelector("text");
    text?.setAttribute("x", String(x + end + 8 * z));
    text?.setAttribute("y", String(y + 10 * z));
    if (text) text.textContent = length < 1000 ? `${length} m` : `${length / 1000} km`;
  }

  // While it moves the picture is only shifted, for to draw thousands of schools takes longer than
  // hands wait. It is drawn when they rest, or when much of the frame is empty.
  private glide(view: View): void {
    this.wanted = this.within(view);
    const dx = this.view.x - this.wanted.x;
    const dy = this.view.y - this.wanted.y;
    const { width, height } = this.view;
    const unit = width / this.svg.clientWidth;
    this.svg.classList.add("gh-map--moving");
    this.svg.style.transform = `translate(${dx / unit}px, ${dy / unit}px)`;
    window.clearTimeout(this.rest);
    if (Math.max(Math.abs(dx) / width, Math.abs(dy) / height) > shiftMax) this.settle();
    else this.rest = window.setTimeout(() => this.settle(), restMs);
  }

  private settle(): void {
    if (this.wanted) this.show(this.wanted);
  }

  private addDrag(): void {
    let from: { x: number; y: number; view: View } | null = null;
    let moved = false;
    this.svg.addEventListener("pointerdown", (event) => {
      moved = false;
      if (event.button !== 0 || !this.zoomed()) return;
      this.settle();
      from = { x: event.clientX, y: event.clientY, view: { ...this.view } };
    });
    window.addEventListener("pointermove", (event) => {
      if (!from) return;
      const unit = this.view.width / this.svg.clientWidth;
      const dx = event.clientX - from.x;
      const dy = event.clientY - from.y;
      if (Math.hypot(dx, dy) > 4) moved = true;
      const { x, y } = from.view;
      if (moved) this.glide({ ...from.view, x: x - dx * unit, y: y - dy * unit });
    });
    for (const end of ["pointerup", "pointercancel"]) {
      window.addEventListener(end, () => {
        if (from) this.settle();
        from = null;
      });
    }
    // A drag that began on a school does not open it.
    this.svg.addEventListener("click", (event) => {
      if (moved) event.preventDefault();
      moved = false;
    });
    this.svg.addEventListener("dragstart", (event) => event.preventDefault());
  }
}

export function startMaps(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-map]")) new SchoolMap(box);
}
