// The demonstration: anybody may be any of its people, and nobody can be elsewhere.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import {
  assertNoSidewaysScroll, assertNoTroubles, desktop, phone, visit,
} from "./support/browser.mjs";
import { press } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

const site = useSite({ demo: true });

for (const width of [desktop, phone]) {
  test(`each of the people may be chosen: ${width}`, async () => {
    const page = await site.open({ width });
    await visit(page, "/demo");
    const names = await page.locator("form[action^='/demo/'] button span").allInnerTexts();
    assert.equal(names.length, 6);
    for (const name of names) {
      await visit(page, "/demo");
      await assertAccessible(page);
      await assertNoSidewaysScroll(page);
      await press(page, `Be ${name}`);
      assert.match(await page.locator(".gh-demo").innerText(), /Demonstration/);
      assert.match(await page.locator(".gh-account").innerText(), new RegExp(name));
      await visit(page, "/account");
      await assertAccessible(page);
      await visit(page, "/mine");
      await assertAccessible(page);
      await assertNoSidewaysScroll(page);
      const title = await page.locator("h1").innerText();
      if (name === names[0]) assert.equal(title, "Yours", "she sits on no board");
      else assert.equal(title, name);
    }
    assertNoTroubles(page);
    await page.context().close();
  });
}
