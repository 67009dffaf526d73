// Pages in every state but the ordinary: on a past and a planned day, with menus open, refusing,
// and with nothing in the database.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import {
  assertNoSidewaysScroll, assertNoTroubles, desktop, narrowest, phone, visit,
} from "./support/browser.mjs";
import {
  isPage, longForm, onDay, pastDay, plannedDay, readRoutes, withoutExample,
} from "./support/routes.mjs";
import { useSite } from "./support/site.mjs";

async function assertBanner(page, day, planned) {
  const banner = page.getByRole("region", { name: "Date shown" });
  const words = planned ? `This is planned for ${longForm(day)}.`
    : `You are looking at ${longForm(day)}.`;
  assert.ok((await banner.innerText()).startsWith(words), `${page.url()}: ${words}`);
  assert.match(await banner.getAttribute("class"), planned ? /planned/ : /^gh-banner$/);
  const menu = page.locator("details.gh-asof");
  assert.match(await menu.getAttribute("class"), planned ? /gh-asof--planned/ : /gh-asof--past/);
  assert.ok((await menu.locator("summary").innerText()).includes(longForm(day)), page.url());
  assert.ok((await page.title()).includes(`on ${longForm(day)}`), `${page.url()}: day in title`);
  const today = await banner.getByRole("link", { name: "Return to today" }).getAttribute("href");
  assert.doesNotMatch(today, /\bon=/, `${page.url()}: the way back to today`);
}

// Who looks at a day stays on it: links to what is dated carry the day.
async function assertDayKept(page, day) {
  const dated = /^\/(schools|groups|authorities|clusters|map|search)\b|^\/$/;
  const hrefs = await page.locator(".gh-nav a, main a:not([href*='format='])")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const lost = hrefs.filter((href) => dated.test(href) && !/[?&]on=/.test(href));
  assert.ok(lost.length === 0, `${page.url()}: links that lose ${day}: ${lost.join(" ")}`);
}

describe("with the demonstration county", () => {
  const site = useSite();

  // A page that has the menu of days obeys it, the others do not pretend to.
  for (const [name, day, planned] of [["past", pastDay, false], ["planned", plannedDay, true]]) {
    test(`every page on a ${name} day`, async () => {
      const page = await site.open({ width: desktop });
      const findings = [];
      let dated = 0;
      for (const { pattern, example } of await readRoutes(page)) {
        if (withoutExample.includes(pattern) || !(await isPage(page, example))) continue;
        try {
          await page.setViewportSize({ width: desktop, height: 900 });
          await visit(page, onDay(example, day));
          if (await page.locator(".gh-asof").count()) {
            dated += 1;
            await assertBanner(page, day, planned);
            await assertDayKept(page, day);
            await page.setViewportSize({ width: phone, height: 844 });
            await assertAccessible(page);
            await assertNoSidewaysScroll(page);
          } else {
            assert.equal(await page.locator(".gh-banner").count(), 0, `${example}: a stray banner`);
          }
        } catch (error) {
          findings.push(error.message);
        }
      }
      assertNoTroubles(page);
      await page.context().close();
      assert.ok(findings.length === 0, `\n${findings.join("\n")}`);
      assert.ok(dated >= 8, `only ${dated} pages show a day`);
    });
  }

  test("an open menu is accessible and stays in the window", async () => {
    for (const width of [desktop, phone, narrowest]) {
      const page = await site.open({ width });
      await visit(page, "/clusters");
      const menus = page.locator("details.gh-menu");
      assert.ok(await menus.count(), "no menu");
      for (const menu of await menus.all()) {
        await menu.locator("summary").click();
        const panel = await menu.locator(".gh-menu__panel").boundingBox();
        assert.ok(panel.x >= 0 && panel.x + panel.width <= width, `menu leaves ${width}px`);
        await assertAccessible(page);
        await assertNoSidewaysScroll(page);
      }
      assertNoTroubles(page);
      await page.context().close();
    }
  });

  test("suggestions are accessible while they are shown", async () => {
    for (const width of [desktop, narrowest]) {
      const page = await site.open({ width });
      await visit(page, "/");
      await page.getByRole("combobox", { name: "Search for a school" }).pressSequentially("salt");
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await assertAccessible(page);
      await assertNoSidewaysScroll(page);
      assertNoTroubles(page);
      await page.context().close();
    }
  });

  // [address, status, words that tell what is wrong]
  const refusals = [
    ["/nowhere", 404, /no page at this address/],
    ["/schools/123456", 404, /No school with the URN 123456/],
    ["/schools/990871?on=2019-02-31", 400, /2019-02-31.*is not a date/],
    ["/changes?from=31-2-2020&to=x", 400, /Enter a real date/],
    ["/clusters/0", 404, /cluster/i],
    ["/groups/nothing", 404, /group/i],
    ["/imports/999", 404, /import/i],
  ];
  for (const [href, status, words] of refusals) {
    test(`${href} is refused politely`, async () => {
      for (const way of [{ width: desktop }, { width: phone }, { width: phone, script: false }]) {
        const page = await site.open(way);
        await visit(page, href, status);
        assert.match(await page.locator("main").innerText(), words);
        assert.equal(await page.locator("h1").count(), 1);
        assert.ok(await page.locator("main form").count(), "no way on from here");
        if (way.script !== false) await assertAccessible(page);
        await assertNoSidewaysScroll(page);
        assertNoTroubles(page);
        await page.context().close();
      }
    });
  }

  test("a search for nothing and one that finds nothing say what to do", async () => {
    const page = await site.open({ width: phone });
    const searches = [["/search?q=", /URN/], ["/search?q=qqqqzzzz", /Nothing was found/]];
    for (const [href, words] of searches) {
      await visit(page, href);
      assert.match(await page.locator("main").innerText(), words);
      await assertAccessible(page);
      await assertNoSidewaysScroll(page);
    }
    assertNoTroubles(page);
    await page.context().close();
  });
});

describe("with nothing in the database", () => {
  const site = useSite({ empty: true });

  test("the home page says how to begin", async () => {
    const page = await site.open({ width: desktop });
    await visit(page, "/");
    assert.match(await page.locator("main").innerText(), /how to begin[^]*guildhall import gias/);
    await page.context().close();
  });

  test("every page is polite and accessible", async () => {
    const page = await site.open({ width: phone });
    const findings = [];
    for (const { pattern, example } of await readRoutes(page)) {
      try {
        const answer = await page.request.get(example);
        // Members' pages lead to the sign-in.
        if (new URL(answer.url()).pathname === "/sign-in") continue;
        const status = answer.status();
        // What names one thing is not there; what lists things, lists none.
        if (pattern === "/links/{token}" || pattern === "/users/{account}") continue;
        // Model texts are shipped.
        const shipped = pattern.startsWith("/boards/terms/");
        const wanted = (pattern.includes("{") && !shipped) ||
          /[?&](authority|group)=/.test(example) ? 404 : 200;
        assert.equal(status, wanted, `${example} answers ${status}`);
        if (!(await isPage(page, example))) continue;
        await visit(page, example, status);
        assert.equal(await page.locator("h1").count(), 1);
        assert.match(await page.locator("main").innerText(), /\w+ \w+ \w+/);
        await assertAccessible(page);
        await assertNoSidewaysScroll(page);
      } catch (error) {
        findings.push(error.message);
      }
    }
    assertNoTroubles(page);
    await page.context().close();
    assert.ok(findings.length === 0, `\n${findings.join("\n")}`);
  });
});
