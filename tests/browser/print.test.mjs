// On paper: a document of its own, without the furniture of the screen.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertNoTroubles, visit } from "./support/browser.mjs";
import { useSite } from "./support/site.mjs";

const site = useSite();
const papers = ["/schools/990871", "/schools/990871/timeline", "/clusters/1?on=2023-03-01",
  "/map?authority=918", "/changes?from=2019-09-01&to=2022-09-01", "/consultations/3"];

for (const href of papers) {
  test(`${href} prints as a document`, async () => {
    const page = await site.open();
    await visit(page, href);
    const shownOf = async (selector) => {
      const shown = [];
      for (const one of await page.locator(selector).all()) {
        if (await one.isVisible()) shown.push(await one.innerText());
      }
      return shown;
    };
    const furniture = ".gh-head, nav, .gh-tools, form, .gh-map__tools, .govuk-skip-link";
    assert.ok((await shownOf(furniture)).length > 3, "on the screen it is there");
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await shownOf(furniture), [], "navigation on paper");
    assert.ok(await page.locator("h1").isVisible());
    if (href.includes("on=")) {
      assert.match((await shownOf(".gh-banner")).join(), /1 March 2023/, "the day is on paper");
    }
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert.ok(pdf.length > 5000, "the paper is empty");
    assertNoTroubles(page);
    await page.context().close();
  });
}
