// A school is moved on the map of a plan: dragged onto another cluster, or chosen with the arrow
// keys and M. Before anything is saved the server says what would change; saving sends the form
// that the page has anyway.
interface Cluster {
  colour: number;
  letter: string;
  name: string;
}
interface Words {
  whatIf: string;
  version: number;
  clusters: Cluster[];
}
interface Answer {
  sentence: string;
  changed: string;
  breaks: string[];
  mends: string[];
}

const dragPixels = 5;

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K, className: string, text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function button(label: string, act: () => void): HTMLButtonElement {
  const made = element("button", "govuk-button govuk-button--secondary", label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function textOf(answer: Answer): string {
  const parts = [`${answer.sentence}.`, answer.changed];
  if (answer.breaks.length) parts.push(`It would break: ${answer.breaks.join("; ")}.`);
  if (answer.mends.length) parts.push(`It would mend: ${answer.mends.join("; ")}.`);
  return parts.filter((part) => part !== "").join(" ");
}

class PlanMover {
  private readonly svg: SVGSVGElement;
  private readonly words: Words;
  private readonly said = element("p", "gh-planmove__said");
  private panel: HTMLElement | null = null;
  private point: SVGAElement | null = null;
  private asked = 0;
  private dragged = false;
  private readonly ghost = document.createElementNS("http://www.w3.org/2000/svg", "circle");

  constructor(private readonly box: HTMLElement, private readonly form: HTMLFormElement) {
    this.svg = box.querySelector("svg")!;
    this.words = JSON.parse(box.dataset.plan!) as Words;
    this.said.setAttribute("role", "status");
    this.box.append(this.said);
    this.ghost.setAttribute("class", "gh-ghost");
    this.svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const point = (event.target as Element).closest<SVGAElement>("a");
      if (!point || event.key.toLowerCase() !== "m") return;
      event.preventDefault();
      this.open(point, null);
    });
    this.addDrag();
  }

  private clusterOf(point: Element): Cluster | null {
    const colour = point.closest("g[data-cluster]")?.getAttribute("data-cluster");
    return this.words.clusters.find((each) => String(each.colour) === colour) ?? null;
  }

  // ---- the panel: where to, what would change, save or not

  private open(point: SVGAElement, to: Cluster | null): void {
    this.close();
    this.point = point;
    const name = (point.querySelector("title")?.textContent ?? "").replace(/,[^,]*$/, "");
    const here = this.clusterOf(point);
    const panel = element("div", "gh-planmove");
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", `Move ${name}`);
    const label = element("label", "govuk-label", `Move ${name} to`);
    const list = element("select", "govuk-select");
    list.id = "planmove-to";
    label.htmlFor = list.id;
    list.append(new Option("Choose a cluster", ""));
    for (const each of this.words.clusters) {
      if (each === here) continue;
      list.append(new Option(`${each.letter} ${each.name}`, each.name, false, each === to));
    }
    list.addEventListener("change", () => void this.ask(list.value));
    const save = button("Save", () => this.save(list.value));
    const buttons = element("div", "govuk-button-group");
    buttons.append(save, button("Cancel", () => this.cancel()));
    panel.append(label, list, buttons);
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.cancel();
    });
    this.said.before(panel);
    this.panel = panel;
    list.focus();
    if (to) void this.ask(to.name);
    else this.said.textContent = "Choose a cluster, or press its letter.";
  }

  private close(): void {
    this.panel?.remove();
    this.panel = null;
    this.said.textContent = "";
    ++this.asked;
  }

  private cancel(): void {
    const point = this.point;
    this.close();
    this.said.textContent = "Nothing was changed.";
    point?.focus();
  }

  private urn(): string {
    return (this.point?.getAttribute("href") ?? "").replace(/.*\//, "");
  }

  // Only the answer to the last question counts.
  private async ask(to: string): Promise<void> {
    const mine = ++this.asked;
    if (to === "") {
      this.said.textContent = "";
      return;
    }
    const { whatIf, version } = this.words;
    const query = new URLSearchParams({ urn: this.urn(), to, version: String(version) });
    let text = "What would change is not known: the server did not answer. You can still save.";
    try {
      const answer = await fetch(`${whatIf}?${query}`, { headers: { accept: "application/json" } });
      if (answer.ok) text = textOf((await answer.json()) as Answer);
      else text = "This cannot be done: the school is there already, or a cluster is locked.";
    } catch {
      // The words above say it.
    }
    if (mine === this.asked) this.said.textContent = text;
  }

  private save(to: string): void {
    if (to === "") {
      this.said.textContent = "Choose a cluster first.";
      return;
    }
    this.field("urn").value = this.urn();
    this.field("to").value = to;
    this.form.requestSubmit();
  }

  private field(name: string): HTMLSelectElement {
    return this.form.elements.namedItem(name) as HTMLSelectElement;
  }

  // ---- dragging

  private addDrag(): void {
    let from: { x: number; y: number; point: SVGAElement } | null = null;
    // Before the map sees it, which would move the whole picture.
    this.svg.addEventListener("pointerdown", (event) => {
      this.dragged = false;
      const point = (event.target as Element).closest<SVGAElement>("a");
      if (event.button !== 0 || !point) return;
      event.stopPropagation();
      from = { x: event.clientX, y: event.clientY, point };
    }, true);
    window.addEventListener("pointermove", (event) => {
      if (!from) return;
      const far = Math.hypot(event.clientX - from.x, event.clientY - from.y);
      if (!this.dragged && far < dragPixels) return;
      this.dragged = true;
      this.carry(event);
    });
    const drop = (event: PointerEvent, done: boolean): void => {
      const begun = from;
      from = null;
      this.ghost.remove();
      this.mark(null);
      if (!begun || !this.dragged || !done) return;
      const to = this.under(event);
      if (to && to !== this.clusterOf(begun.point)) this.open(begun.point, to);
      else this.said.textContent = "Dropped outside every other cluster: nothing was changed.";
    };
    window.addEventListener("pointerup", (event) => drop(event, true));
    window.addEventListener("pointercancel", (event) => drop(event, false));
    this.svg.addEventListener("click", (event) => {
      if (!this.dragged) return;
      event.preventDefault();
      event.stopPropagation();
      this.dragged = false;
    }, true);
  }

  private spot(event: PointerEvent): DOMPoint {
    const matrix = this.svg.getScreenCTM()!.inverse();
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  }

  private carry(event: PointerEvent): void {
    const { x, y } = this.spot(event);
    this.ghost.setAttribute("cx", String(x));
    this.ghost.setAttribute("cy", String(y));
    this.ghost.setAttribute("r", String(7 * (this.svg.viewBox.baseVal.width / 540)));
    if (!this.ghost.isConnected) this.svg.append(this.ghost);
    this.mark(this.under(event));
  }

  private mark(cluster: Cluster | null): void {
    for (const area of this.svg.querySelectorAll("polygon[data-cluster]")) {
      const over = area.getAttribute("data-cluster") === String(cluster?.colour);
      area.classList.toggle("gh-hull--over", over);
    }
  }

  // Where areas overlap, the nearest school decides.
  private under(event: PointerEvent): Cluster | null {
    const spot = this.spot(event);
    const colours = new Set<string>();
    for (const area of this.svg.querySelectorAll<SVGPolygonElement>("polygon[data-cluster]")) {
      if (area.isPointInFill(spot)) colours.add(area.getAttribute("data-cluster")!);
    }
    let best: string | null = null;
    let least = Infinity;
    for (const group of this.svg.querySelectorAll("g[data-cluster]")) {
      const colour = group.getAttribute("data-cluster")!;
      if (!colours.has(colour)) continue;
      for (const use of group.querySelectorAll("use:last-child")) {
        const dx = Number(use.getAttribute("x")) - spot.x;
        const dy = Number(use.getAttribute("y")) - spot.y;
        if (Math.hypot(dx, dy) >= least) continue;
        least = Math.hypot(dx, dy);
        best = colour;
      }
    }
    return this.words.clusters.find((each) => String(each.colour) === best) ?? null;
  }
}

export function startPlans(): void {
  const form = document.querySelector<HTMLFormElement>("#move-form form");
  if (!form) return;
  for (const box of document.querySelectorAll<HTMLElement>("[data-plan]")) new PlanMover(box, form);
}
