// The bodies of an authority: those of the schools that it maintains, also of one that is in no
// cluster and of a federation, on its page, in its calendar and publication; of an academy none.
import assert from "node:assert/strict";
import { test } from "node:test";

import { look } from "./support/axe.mjs";
import { main, shoot } from "./support/boards.mjs";
import { assertNoTroubles, desktop, phone, visit } from "./support/browser.mjs";
import { follow } from "./support/people.mjs";
import { useSite } from "./support/site.mjs";

const alone = "Hagg Wood Primary School: governing body";
const academy = "Saltmere Academy: governing body";
const federation = "Millgate Federation committee";

const site = useSite({
  more: async (command) => {
    await command(["edit", "leave", "Ashbeck", "990155", "--from", "2026-01-01"]);
    await command(["governance", "note", "body", `name=${federation}`, "kind=committee",
      "at=group 90031", "from=2025-09-01"]);
    await command(["governance", "note", "meeting", `body=${federation}`, "on=2026-11-17",
      "starts=09:00"]);
  },
});

for (const [width, script] of [[desktop, true], [phone, false]]) {
  test(`an authority has the bodies of its schools: ${width}`, async () => {
    const page = await site.open({ width, script });
    await visit(page, "/boards");
    await follow(page, "Eastmarch");
    const words = await main(page);
    assert.ok(words.includes(alone), "of a school in no cluster");
    assert.ok(words.includes(federation), "of a federation");
    assert.ok(!words.includes(academy), "an academy's is its trust's");
    await look(page, script);
    await shoot(page, `owner-${width}`);
    await follow(page, "The yearly publication, with the list of members");
    assert.ok((await main(page)).includes(alone));
    const of = new URL(page.url()).pathname.match(/\d+/)[0];
    const { bodies } = await (await page.request.get(`/api/v1/boards/of/${of}`)).json();
    assert.ok(bodies.some(({ name }) => name === alone));
    assert.ok(!bodies.some(({ name }) => name === academy));
    await visit(page, `/boards/calendar/month?of=${of}&month=2026-11`);
    assert.ok((await main(page)).includes(alone), "in the calendar");
    assert.ok((await main(page)).includes(federation));
    await look(page, script);
    assertNoTroubles(page);
    await page.context().close();
  });
}
