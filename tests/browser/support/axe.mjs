// axe-core over a page: WCAG 2.2 A and AA and best practice, no finding allowed.
import assert from "node:assert/strict";

import axe from "axe-core";

import { assertNoSidewaysScroll } from "./browser.mjs";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function assertAccessible(page) {
  await page.evaluate(axe.source);
  const findings = await page.evaluate(async (values) => {
    const options = { runOnly: { type: "tag", values }, resultTypes: ["violations"] };
    const { violations } = await window.axe.run(document, options);
    return violations.map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 3).map((node) => `${node.target} ${node.html.slice(0, 160)}`);
      return `${id}: ${help} (${nodes.length}): ${where.join(" | ")}`;
    });
  }, tags);
  assert.ok(findings.length === 0, `axe on ${page.url()}: ${findings.join("\n  ")}`);
  // axe looks no longer for them; a label would belong to another field.
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
  });
  assert.deepEqual(twice, [], `ids that stand twice on ${page.url()}`);
}

// What every page must pass. axe is a script: a page without script is looked at by eye alone.
export async function look(page, script = true) {
  if (script) await assertAccessible(page);
  await assertNoSidewaysScroll(page);
  const banners = page.locator(".govuk-notification-banner .govuk-notification-banner");
  assert.equal(await banners.count(), 0, `a banner within a banner: ${page.url()}`);
}
