// Every page of the program, as /help lists them, at desktop and phone width, with our script and
// without: sound, accessible, and never wider than the window.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertAccessible } from "./support/axe.mjs";
import {
  assertNoSidewaysScroll, assertNoTroubles, desktop, narrowest, phone, tablet, visit,
} from "./support/browser.mjs";
import { becomeAdministrator } from "./support/people.mjs";
import { isPage, matches, readRoutes, withoutExample } from "./support/routes.mjs";
import { useSite } from "./support/site.mjs";

let boss;
let routes;
const pages = [];
const site = useSite({
  ready: async (ready) => {
    boss = await becomeAdministrator(ready);
    const page = await ready.open({ state: boss });
    routes = await readRoutes(page);
    for (const { pattern, example } of routes) {
      if (!withoutExample.includes(pattern) && await isPage(page, example)) pages.push(example);
    }
    await page.context().close();
    assert.ok(pages.length >= 10, `only ${pages.length} of the routes are pages`);
  },
});

async function assertSound(page) {
  const headings = await page.locator("h1").allInnerTexts();
  assert.equal(headings.length, 1, `${page.url()}: one h1, not ${headings.length}`);
  assert.match(headings[0].trim(), /^.{3,120}$/s, `${page.url()}: the h1 says nothing`);
  assert.match(await page.title(), /^\S.{2,150} – Guildhall$/, `${page.url()}: title`);
  for (const part of ["header", "nav", "main#main", "footer"]) {
    assert.ok(await page.locator(part).count(), `${page.url()}: no ${part}`);
  }
}

// All pages are looked at before the findings are told, so that one run shows them all.
async function eachPage(options, look) {
  const page = await site.open({ state: boss, ...options });
  const findings = [];
  for (const href of pages) {
    try {
      await visit(page, href);
      await look(page, href);
    } catch (error) {
      findings.push(error.message);
    }
  }
  assertNoTroubles(page);
  await page.context().close();
  assert.ok(findings.length === 0, `\n${findings.join("\n")}`);
}

test("every page is sound and accessible on a desktop", () =>
  eachPage({ width: desktop }, async (page) => {
    await assertSound(page);
    await assertAccessible(page);
    await assertNoSidewaysScroll(page);
  }));

test("every page is sound and accessible on a phone, and fits the narrowest and a tablet", () =>
  eachPage({ width: phone }, async (page) => {
    await assertSound(page);
    await assertAccessible(page);
    for (const width of [narrowest, tablet, phone]) {
      await page.setViewportSize({ width, height: 844 });
      await assertNoSidewaysScroll(page);
    }
  }));

test("every page is accessible when our script does not arrive", () =>
  eachPage({ width: phone, ourScript: false }, assertAccessible));

// What a page says must not hang on the script: the same words, links and fields are there.
test("every page says the same without script", async () => {
  const gist = (page) => page.evaluate(() => {
    const main = document.querySelector("main").cloneNode(true);
    for (const extra of main.querySelectorAll("button[type=button], .gh-map__name, .gh-suggest, " +
      ".gh-map__tools, [role=status], code")) extra.remove();
    return {
      // Without times of the day: when a session was last used moves on between two looks.
      words: main.textContent.replace(/\d+:\d\d[ap]m/g, "").replace(/\s+/g, " ").trim(),
      links: [...main.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")),
      fields: [...main.querySelectorAll("input, select, textarea")].map((field) => field.name),
    };
  });
  for (const width of [desktop, phone]) {
    const plain = await site.open({ state: boss, width, script: false });
    await eachPage({ width }, async (page, href) => {
      const seen = await gist(page);
      // At once, for some pages tell what was looked at before.
      await visit(plain, href);
      await assertSound(plain);
      await assertNoSidewaysScroll(plain);
      assert.deepEqual(await gist(plain), seen, `${href} needs its script`);
      for (const form of await plain.locator("form").all()) {
        assert.match((await form.getAttribute("action")) ?? "", /^\//, `${href}: form to nowhere`);
        assert.equal(await form.locator("button[type=submit]").count(), 1, `${href}: no button`);
      }
    });
    assertNoTroubles(plain);
    await plain.context().close();
  }
});

test("titles tell pages apart", async () => {
  const titles = new Map();
  await eachPage({}, async (page, href) => {
    const title = await page.title();
    assert.ok(!titles.has(title), `${href} and ${titles.get(title)} are both called ${title}`);
    titles.set(title, href);
  });
});

test("no link leads nowhere, and every link is to a page that /help lists", async () => {
  const hrefs = new Set();
  await eachPage({}, async (page) => {
    const found = await page.locator("a[href^='/']").evaluateAll((links) =>
      links.map((link) => link.getAttribute("href").replace(/#.*$/, "")));
    for (const href of found) hrefs.add(href);
  });
  const page = await site.open({ state: boss });
  for (const href of hrefs) {
    // What is for programs, the description of the API lists.
    const listed = href.startsWith("/api/") || routes.some(({ pattern }) => matches(pattern, href));
    assert.ok(listed, `/help does not list ${href}`);
    const answer = await page.request.get(href);
    // The examples of what is over, and of what the county has none of.
    const none = withoutExample.some((pattern) => matches(pattern, href));
    const wanted = href.startsWith("/links/") ? 410 : none ? 404 : 200;
    assert.equal(answer.status(), wanted, `a page links to ${href}`);
  }
  await page.context().close();
});

test("every CSV and JSON beside a page can be read", async () => {
  let csvs = 0;
  let jsons = 0;
  await eachPage({}, async (page, href) => {
    const tools = await page.locator(".gh-tools a[href*='format=']").evaluateAll((links) =>
      links.map((link) => link.getAttribute("href")));
    for (const tool of tools) {
      const answer = await page.request.get(tool);
      assert.equal(answer.status(), 200, tool);
      if (tool.includes("format=json")) {
        assert.equal(typeof (await answer.json()), "object", tool);
        jsons += 1;
      } else {
        assert.match(answer.headers()["content-type"], /^text\/csv/, tool);
        assert.match(await answer.text(), /^\S[^\n]*,[^\n]*\n/, `${tool} of ${href} has no head`);
        csvs += 1;
      }
    }
  });
  assert.ok(csvs >= 5 && jsons >= 5, `${csvs} CSV and ${jsons} JSON found`);
});
