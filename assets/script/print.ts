// "Print" stands beside CSV and JSON; it needs a script, so the script brings it.
export function startPrint(): void {
  for (const list of document.querySelectorAll("[data-tools=page]")) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "gh-linkbutton govuk-link govuk-link--no-visited-state";
    button.textContent = "Print";
    button.addEventListener("click", () => window.print());
    item.append(button);
    list.append(item);
  }
}
