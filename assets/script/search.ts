// Suggestions as one types: the combobox pattern of ARIA 1.2 with a list. The form works without
// it, and Enter without a choice searches as ever.
interface Suggestion {
  name: string;
  kind: string;
  detail: string;
  href: string;
}

const waitMs = 120;

class Combobox {
  private readonly list = document.createElement("ul");
  private readonly status = document.createElement("p");
  private results: Suggestion[] = [];
  private chosen = -1;
  private timer = 0;
  private asked: AbortController | null = null;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly address: string,
  ) {
    this.list.id = `${input.id}-list`;
    this.list.className = "gh-suggest";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    this.status.className = "govuk-visually-hidden";
    this.status.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.parentElement?.append(this.list, this.status);
    input.addEventListener("input", () => this.changed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // The list must not take the focus away before the click is counted.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = (event.target as Element).closest("li");
      if (item) this.open([...this.list.children].indexOf(item));
    });
  }

  private changed(): void {
    clearTimeout(this.timer);
    this.asked?.abort();
    const text = this.input.value.trim();
    if (text.length < 2) return this.close();
    this.timer = window.setTimeout(() => void this.ask(text), waitMs);
  }

  private async ask(text: string): Promise<void> {
    const controller = new AbortController();
    this.asked = controller;
    const query = new URLSearchParams({ q: text });
    const day = this.input.form?.querySelector<HTMLInputElement>("input[name=on]");
    if (day) query.set("on", day.value);
    try {
      const answer = await fetch(`${this.address}?${query}`, { signal: controller.signal });
      if (!answer.ok) return this.close();
      const found = (await answer.json()) as { results: Suggestion[] };
      if (document.activeElement === this.input) this.show(found.results);
    } catch {
      if (!controller.signal.aborted) this.close();
    }
  }

  // An answer may come while one is choosing already: what was chosen stays so, if it is there.
  private show(results: Suggestion[]): void {
    const href = this.results[this.chosen]?.href;
    this.results = results;
    this.list.replaceChildren(...results.map((one, index) => this.item(one, index)));
    this.list.hidden = results.length === 0;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.choose(href === undefined ? -1 : results.findIndex((one) => one.href === href));
    const many = results.length === 1 ? "1 suggestion" : `${results.length} suggestions`;
    this.status.textContent = results.length === 0 ? "No suggestions" : many;
  }

  private item(one: Suggestion, index: number): HTMLLIElement {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const name = document.createElement("b");
    name.textContent = one.name;
    const detail = document.createElement("span");
    detail.textContent = [one.kind, one.detail].filter(Boolean).join(", ");
    item.append(name, detail);
    return item;
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden || event.isComposing) return;
    const count = this.results.length;
    if (event.key === "ArrowDown") this.choose((this.chosen + 2) % (count + 1) - 1);
    else if (event.key === "ArrowUp") this.choose((this.chosen + count + 1) % (count + 1) - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.chosen >= 0) this.open(this.chosen);
    else return;
    event.preventDefault();
  }

  // -1 is the box itself: one step past either end.
  private choose(index: number): void {
    this.chosen = index;
    [...this.list.children].forEach((item, at) => {
      item.setAttribute("aria-selected", String(at === index));
      if (at === index) item.scrollIntoView({ block: "nearest" });
    });
    if (index < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
  }

  private open(index: number): void {
    const one = this.results[index];
    if (one) location.assign(one.href);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.choose(-1);
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
  }
}

export function startSearch(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) {
    new Combobox(input, input.dataset.suggest ?? "");
  }
}
