// Menus of the head are <details>: they open without a script. Here they close again on Escape, on
// a click elsewhere, when focus leaves, and when another opens (older browsers ignore `name`).
export function startMenus(): void {
  const menus = [...document.querySelectorAll<HTMLDetailsElement>("details.gh-menu")];
  for (const menu of menus) {
    menu.addEventListener("toggle", () => {
      if (!menu.open) return;
      for (const other of menus) if (other !== menu) other.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
    menu.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      if (to instanceof Node && !menu.contains(to)) menu.open = false;
    });
  }
  document.addEventListener("click", (event) => {
    for (const menu of menus) {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    }
  });
}
