// What every file of tests needs: one server and one browser for all its tests.
import { after, before, test } from "node:test";

import { assertNoTroubles, desktop, launch, openPage, phone } from "./browser.mjs";
import { startGuildhall } from "./program.mjs";

// {open(options), firstLink}, valid while tests run; `options` are those of openPage. `ready` runs
// before the first test: node does not wait for one hook before it starts the next.
export function useSite({ ready = () => {}, ...options } = {}) {
  const site = {};
  let guildhall;
  let browser;
  before(async () => {
    guildhall = await startGuildhall(options);
    browser = await launch();
    site.open = (ways) => openPage(browser, guildhall.address, ways);
    site.address = guildhall.address;
    site.firstLink = guildhall.firstLink;
    await ready(site);
  });
  after(async () => {
    await browser?.close();
    await guildhall?.stop();
  });
  return site;
}

export const ways = [desktop, phone].flatMap((width) =>
  [true, false].map((script) => ({ width, script })));

export function wayName({ width, script }) {
  return `${width === phone ? "phone" : "desktop"}, ${script ? "with" : "without"} script`;
}

// A journey is walked in every way, and nothing may go wrong in the browser meanwhile.
export function journey(site, name, walk) {
  for (const way of ways) {
    test(`${name}: ${wayName(way)}`, async () => {
      const page = await site.open(way);
      await walk(page, way);
      assertNoTroubles(page);
      await page.context().close();
    });
  }
}
