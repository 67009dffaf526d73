// Nobody is told of people what they must not see. Words that are found nowhere else are noted in
// every place that is for few eyes; then every page, file, calendar and address of the API that
// the program has is read as a stranger, as somebody who is signed in without a role, and as a
// reader of another trust, link by link: none of the words may be there. That the words are found
// at all shows the administrator, who may read all of them.
import assert from "node:assert/strict";
import { test } from "node:test";

import { desktop, visit } from "./support/browser.mjs";
import { becomeAdministrator, password, press } from "./support/people.mjs";
import { matches, readRoutes } from "./support/routes.mjs";
import { useSite } from "./support/site.mjs";

const board = "Lantern Schools Trust board";
const elsewhere = "Harbour Learning Trust";

// What is for few eyes, with what it is. Days stand in several forms.
const days = { "2026-03-15": "the day of a check", "2026-03-22": "the day of training",
  "2026-03-29": "the day of an audit of skills" };
const words = {
  "wilma.private@": "an e-mail address",
  "CANARY-CERT": "the number of a certificate",
  "canary-left-office": "why an office ended",
  "canary-left-seat": "why a seat ended",
  "canary-old-interest": "an interest of somebody who left",
  "canary-draft-title": "an item that is not approved",
  "canary-draft-motion": "a motion that is not approved",
  "canary-draft-words": "minutes that are not approved",
  "canary-draft-interest": "an interest at an item that is not approved",
  "canary-draft-action": "an action of a meeting that is not approved",
  "canary-secret-title": "a confidential item",
  "canary-secret-motion": "a confidential motion",
  "canary-secret-words": "confidential minutes",
  "canary-secret-action": "an action of a confidential item",
  "canary-secret-correction": "a correction of the confidential part",
  "canary-paper": "a paper of a meeting to come",
};
// Whose name was taken out; it is nowhere, for nobody.
const gone = "Erasa Canarygone";

const longDay = (iso) => new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-GB",
  { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const kept = new Map([
  ...Object.entries(words),
  ...Object.entries(days).flatMap(([iso, what]) =>
    [iso, longDay(iso), iso.replaceAll("-", "")].map((form) => [form, what])),
]);

const planted = {};
let readerLink;
let memberLink;

async function plant(command) {
  const note = async (change, values) => {
    const pairs = Object.entries(values).map(([name, value]) => `${name}=${value}`);
    const told = await command(["governance", "note", change, ...pairs, "--json"]);
    return JSON.parse(told.stdout).changes[0];
  };
  const person = "Wilma Canary";
  const sat = await note("appoint",
    { body: board, seat: "trustee", person, from: "2025-09-01", term: "2029-09-01" });
  planted.person = sat.person;
  planted.body = sat.body;
  await note("address", { person, address: "Wilma.Private@example.net" });
  await note("checked", { person, check: "dbs", on: "2026-03-15", certificate: "CANARY-CERT-7" });
  await note("trained", { person, subject: "safeguarding", on: "2026-03-22" });
  await note("skill", { person, skill: "finance", level: "1", on: "2026-03-29" });
  const office = await note("office",
    { office: "trust_staff", at: "group 90002", person, from: "2020-01-01" });
  await note("end-office",
    { number: office.number, until: "2021-01-01", why: "canary-left-office" });

  const past = await note("appoint",
    { body: board, seat: "trustee", person: "Percy Past", from: "2012-09-01" });
  planted.past = past.person;
  await note("end-appointment",
    { number: past.number, until: "2016-09-01", why: "canary-left-seat" });
  await note("interest", { person: "Percy Past", kind: "other", what: "canary-old-interest" });

  const erased = await note("appoint",
    { body: board, seat: "trustee", person: gone, from: "2018-09-01", until: "2022-09-01" });
  await note("interest", { person: gone, kind: "other", what: `Sister of ${gone}` });
  await note("erase", { person: gone });
  planted.erased = erased.person;

  // Guests, so that there are people who sit nowhere.
  const draft = (await note("meeting", { body: board, on: "2027-04-20" })).number;
  planted.meeting = draft;
  const item = (await note("item",
    { meeting: draft, title: "canary-draft-title", motion: "canary-draft-motion" })).number;
  planted.item = item;
  await note("attended", { meeting: draft, person: "Greta Guest", status: "present" });
  await note("minuted", { item, text: "canary-draft-words" });
  await note("declared-at", { item, person, why: "canary-draft-interest", withdrew: "yes" });
  await note("action", { meeting: draft, what: "canary-draft-action", person, due: "2027-05-01" });

  const sealed = (await note("meeting", { body: board, on: "2026-09-16" })).number;
  planted.sealed = sealed;
  await note("item", { meeting: sealed, title: "Welcome" });
  const secret = (await note("item", { meeting: sealed, title: "canary-secret-title",
    motion: "canary-secret-motion", confidential: "yes" })).number;
  await note("minuted", { item: secret, text: "canary-secret-words" });
  await note("action", { meeting: sealed, what: "canary-secret-action", person,
    due: "2026-10-01", item: secret });
  await note("held", { meeting: sealed });
  await note("approved", { meeting: sealed, on: "2026-10-07" });
  await note("corrected",
    { meeting: sealed, text: "canary-secret-correction", confidential: "yes" });

  const invite = async (email, name, ...role) => {
    const told = await command(["user", "invite", email, "--name", name, ...role]);
    return told.stdout.match(/\/links\/\S+/)[0];
  };
  readerLink = await invite("rita@example.net", "Rita Reader", "--role", "reader", "--group",
    elsewhere);
  memberLink = await invite("mo@example.net", "Mo Member");
}

let boss;
let patterns;
let seeds;
const visitors = {};

async function goIn(site, link) {
  const page = await site.open();
  await visit(page, link);
  await page.getByLabel("Password").fill(password);
  await press(page, "Go in");
  const cookies = await page.context().cookies();
  await page.context().close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

// To the item of the meeting that is to come.
async function addPaper(page) {
  await visit(page, `/meetings/${planted.meeting}/agenda`);
  await page.getByLabel("To which item").selectOption({ index: 0 });
  await page.getByLabel("Paper", { exact: true }).setInputFiles(
    { name: "canary-paper.txt", mimeType: "text/plain", buffer: Buffer.from("canary-paper\n") });
  await press(page, "Add the paper");
}

const site = useSite({
  more: plant,
  ready: async (ready) => {
    boss = await becomeAdministrator(ready);
    const page = await ready.open({ state: boss, width: desktop });
    const routes = await readRoutes(page);
    await addPaper(page);
    const api = await (await page.request.get("/api/v1/openapi.json")).json();
    const gets = Object.entries(api.paths).flatMap(([path, item]) =>
      item.get ? [{ pattern: `/api/v1${path.replace(/^\/api\/v1/, "")}`,
        example: item.get["x-example"] }] : []);
    const all = [...routes, ...gets];
    patterns = all.map(({ pattern }) => pattern);
    seeds = all.map(({ example }) => example);
    const cookies = await page.context().cookies();
    visitors.administrator = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    await page.context().close();
    visitors.stranger = "";
    visitors.member = await goIn(ready, memberLink);
    visitors.reader = await goIn(ready, readerLink);
  },
});

// Every pattern with what was planted in it.
function addressesOfPlanted() {
  const values = {
    person: [planted.person, planted.past, planted.erased], body: [planted.body],
    meeting: [planted.meeting, planted.sealed], item: [planted.item], paper: [1],
    organisation: [planted.owner ?? 1, 2, 3],
  };
  const found = [];
  for (const pattern of patterns) {
    const name = pattern.match(/\{([a-z]+)\}/)?.[1];
    for (const value of values[name] ?? []) {
      const href = pattern.replace(`{${name}}`, value);
      if (!href.includes("{")) found.push(href, `${href}?format=json`, `${href}?format=csv`);
    }
  }
  found.push("/people?q=canary", "/people?q=erasa", "/people?q=guest",
    "/boards/decisions?q=canary", "/search?q=canary", "/api/v1/people?q=wilma");
  return found;
}

// What of one kind is enough: pages of a thousand people are made alike.
const ofOneKindMax = 150;

// All that the visitor can reach: each address once, with what it says.
async function crawl(cookie, follow = true) {
  const seen = new Map();
  const counts = new Map();
  const queue = [];
  const kindOf = (href) => patterns.find((pattern) => matches(pattern, href)) ?? "";
  const add = (href, always = false) => {
    if (seen.has(href)) return;
    const kind = `${kindOf(href)} ${href.replace(/^[^?]*/, "").replace(/=[^&]*/g, "")}`;
    const count = (counts.get(kind) ?? 0) + 1;
    if (!always && count > ofOneKindMax) return;
    counts.set(kind, count);
    seen.set(href, null);
    queue.push(href);
  };
  for (const href of [...seeds, ...addressesOfPlanted()]) add(href, true);
  const work = async () => {
    for (let href = queue.shift(); href; href = queue.shift()) {
      const answer = await fetch(site.address + href,
        { redirect: "manual", headers: cookie ? { cookie } : {} });
      const text = await answer.text();
      assert.ok(answer.status < 500, `${href} answers ${answer.status}`);
      seen.set(href, { status: answer.status, text, to: answer.headers.get("location") ?? "" });
      if (!follow || !(answer.headers.get("content-type") ?? "").startsWith("text/html")) continue;
      for (const [, link] of text.matchAll(/href="(\/[^"#]*)/g)) {
        const to = link.replaceAll("&amp;", "&");
        if (!to.startsWith("/assets/")) add(to);
      }
    }
  };
  // A worker ends when it finds nothing to do, so that those who are left find what comes after.
  while (queue.length > 0) await Promise.all(Array.from({ length: 6 }, work));
  return seen;
}

const plain = (text) => text.replace(/<[^>]*>/g, " ").replace(/&[a-z0-9#]+;/g, " ");

for (const visitor of ["stranger", "member", "reader"]) {
  test(`a ${visitor} finds nothing that is not for them`, async () => {
    const seen = await crawl(visitors[visitor]);
    const findings = new Set();
    for (const [href, { text, to }] of seen) {
      // What somebody typed comes back to them.
      const said = (text + to).replaceAll(/(value="|q=|[?&]to=)[^"&\s]*/g, "");
      for (const [word, what] of kept) {
        if (said.toLowerCase().includes(word.toLowerCase())) {
          findings.add(`${href} tells ${what}: ${word}`);
        }
      }
      if (said.includes("Canarygone")) findings.add(`${href} has a name that was taken out`);
      if (/agnes@|rita@|mo@example/.test(said) && !href.startsWith("/account")) {
        findings.add(`${href} has the address of an account`);
      }
      const nameless = plain(text).match(/\bperson \d+\b|"name": ?"person \d+"/);
      if (nameless) findings.add(`${href} has no name for ${nameless[0]}`);
      const taken = plain(text).match(/"(?:body_)?name": ?"Person (\d+)"/);
      if (taken && Number(taken[1]) !== planted.erased) {
        findings.add(`${href} has no name for ${taken[0]}`);
      }
    }
    assert.deepEqual([...findings], [], `of ${seen.size} addresses`);
    assert.ok(seen.size > 800, `only ${seen.size} addresses`);
    for (const pattern of patterns) {
      const asked = [...seen.keys()].some((href) => matches(pattern, href));
      assert.ok(asked, `${pattern} was not read`);
    }
  });
}

test("who administers everything finds all of it, but no name that was taken out", async () => {
  const seen = await crawl(visitors.administrator, false);
  const all = [...seen.values()].map(({ text }) => text).join("\n");
  for (const [word, what] of Object.entries(words)) {
    assert.ok(all.toLowerCase().includes(word.toLowerCase()), `${what} is nowhere: ${word}`);
  }
  for (const [iso, what] of Object.entries(days)) {
    assert.ok(all.includes(longDay(iso)), `${what} is nowhere: ${iso}`);
  }
  const names = [...seen].filter(([href, { text }]) =>
    !href.includes("q=") && text.includes("Canarygone")).map(([href]) => href);
  assert.deepEqual(names, []);
  assert.match(seen.get(`/people/${planted.erased}`).text, new RegExp(`Person ${planted.erased}`));
});
