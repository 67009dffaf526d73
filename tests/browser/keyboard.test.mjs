// By keyboard alone: the way past the head, a focus that can be seen, and menus.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNoTroubles, desktop, phone, visit } from "./support/browser.mjs";
import { journey, useSite } from "./support/site.mjs";

const site = useSite();

journey(site, "the first stop leads past the head", async (page) => {
  await visit(page, "/clusters/1");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to main content" });
  assert.ok(await skip.evaluate((link) => link === document.activeElement));
  const box = await skip.boundingBox();
  assert.ok(box.y >= 0 && box.height > 20, "it is seen when it has the focus");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => Boolean(document.activeElement.closest("main")));
  assert.ok(inside, "the next stop is in the main part");
});

// Every stop differs from itself without focus, and lies where it can be seen.
journey(site, "the focus is always seen", async (page) => {
  for (const href of ["/", "/clusters/1", "/changes", "/search?q=saltmere"]) {
    await visit(page, href);
    for (let stop = 0; stop < 25; stop += 1) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return { end: true };
        const look = () => {
          const parts = [element, ...element.querySelectorAll("use:last-child")];
          return parts.map((part) => {
            const style = getComputedStyle(part);
            return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
              style.backgroundColor, style.borderColor, style.fill, style.stroke].join();
          }).join(";");
        };
        const focused = look();
        const { top, bottom, width, height } = element.getBoundingClientRect();
        element.blur();
        const plain = look();
        element.focus();
        return {
          name: element.outerHTML.slice(0, 120),
          differs: focused !== plain,
          shown: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
        };
      });
      if (seen.end) break;
      assert.ok(seen.differs, `${href}: no sign of focus on ${seen.name}`);
      assert.ok(seen.shown, `${href}: the focus is out of sight on ${seen.name}`);
    }
  }
});

journey(site, "the menu of days opens by Enter", async (page, { script }) => {
  await visit(page, "/clusters");
  const menu = page.locator("details.gh-asof");
  await menu.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.ok(await menu.evaluate((details) => details.open));
  await page.keyboard.press("Tab");
  assert.ok(await page.locator("#on").evaluate((field) => field === document.activeElement));
  if (script) {
    await page.keyboard.press("Escape");
    assert.ok(!(await menu.evaluate((details) => details.open)), "Escape closes it");
    const back = await menu.locator("summary").evaluate((one) => one === document.activeElement);
    assert.ok(back, "and the focus is where it was");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
  }
  await page.locator("#on").fill("1 March 2023");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Date shown" }).waitFor();
});

test("a menu closes when the focus or a click goes elsewhere", async () => {
  for (const width of [desktop, phone]) {
    const page = await site.open({ width });
    await visit(page, "/clusters");
    const menu = page.locator("details.gh-asof");
    const open = () => menu.evaluate((details) => details.open);
    await menu.locator("summary").click();
    assert.ok(await open());
    await page.locator("footer").click({ position: { x: 4, y: 4 } });
    assert.ok(!(await open()), "after a click elsewhere");
    await menu.locator("summary").click();
    await page.locator("#q").focus();
    assert.ok(!(await open()), "after the focus went elsewhere");
    assertNoTroubles(page);
    await page.context().close();
  }
});
