// The pages of the program as its own page of help lists them: no list is kept here.
import assert from "node:assert/strict";

import { visit } from "./browser.mjs";

export async function readRoutes(page) {
  await visit(page, "/help");
  const routes = await page.locator("#main tbody tr").evaluateAll((rows) =>
    rows.map((row) => ({
      pattern: row.querySelector("th").textContent.trim(),
      example: row.querySelector("td a")?.getAttribute("href") ?? "",
    })));
  assert.ok(routes.length >= 10, "the table of /help is not read rightly");
  for (const { pattern, example } of routes) {
    assert.ok(matches(pattern, example), `/help: ${example} is no example of ${pattern}`);
  }
  return routes;
}

export function matches(pattern, href) {
  const form = pattern.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[a-z]+\}/g, "[^/?#]+");
  return new RegExp(`^${form}$`).test(href.replace(/[?#].*$/, ""));
}

export function onDay(href, day) {
  return `${href}${href.includes("?") ? "&" : "?"}on=${day}`;
}

// Of these the county has none to show: no job, no paper, nobody's feed.
export const withoutExample = ["/jobs/{job}", "/papers/{paper}", "/calendars/{secret}/feed.ics"];

// Pages are for people; the rest answers programs in JSON. A one-time link of an example is over,
// and who is signed in is led on from where one signs in.
export async function isPage(page, href) {
  const answer = await page.request.get(href, { maxRedirects: 0 });
  const html = answer.headers()["content-type"].startsWith("text/html");
  return html && ![303, 410].includes(answer.status());
}

// A day that is still to come, whenever the tests run.
export const pastDay = "2019-03-01";
export const plannedDay = `${new Date().getUTCFullYear() + 1}-10-01`;

export function longForm(iso) {
  const day = new Date(`${iso}T00:00:00Z`);
  return day.toLocaleDateString("en-GB",
    { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
