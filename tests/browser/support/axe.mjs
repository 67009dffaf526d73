// axe-core over a page: WCAG 2.2 A and AA and best practice, no finding allowed.
import assert from "node:assert/strict";

import axe from "axe-core";

import { assertNoSidewaysScroll } from "./browser.mjs";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// What axe finds, and ids that stand twice: axe looks no longer for them, and a label would belong
// to another field.
async function findingsOf(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const options = { runOnly: { type: "tag", values }, resultTypes: ["violations"] };
    const { violations } = await window.axe.run(document, options);
    const findings = violations.map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 3).map((node) => `${node.target} ${node.html.slice(0, 160)}`);
      return `${id}: ${help} (${nodes.length}): ${where.join(" | ")}`;
    });
    const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    return twice.length === 0 ? findings : [...findings, `ids that stand twice: ${twice}`];
  }, tags);
}

export async function assertAccessible(page) {
  for (let turn = 1; ; ++turn) {
    try {
      const findings = await findingsOf(page);
      assert.ok(findings.length === 0, `axe on ${page.url()}: ${findings.join("\n  ")}`);
      return;
    } catch (error) {
      // A page that shows how work goes on asks for itself again: then it is looked at anew.
      if (turn === 5 || !/context was destroyed/.test(error.message)) throw error;
      await page.waitForLoadState();
    }
  }
}

// What every page must pass. axe is a script: a page without script is looked at by eye alone.
export async function look(page, script = true) {
  if (script) await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  const banners = page.locator(".govuk-notification-banner .govuk-notification-banner");
  assert.equal(await banners.count(), 0, `a banner within a banner: ${page.url()}`);
}
