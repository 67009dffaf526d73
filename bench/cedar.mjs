// node cedar.mjs FILE SECONDS: asks Cedar the yes or no of FILE (which bench_deciding wrote),
// checks that it answers as we do, and prints a line of JSON: answers per second of a core's time,
// where Cedar is given the policies of the decision at the school alone, and all of the school.
import { readFileSync } from "node:fs";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";

const { policies, questions } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const seconds = Number(process.argv[3] ?? 3);

function prepare(name, texts) {
  const answer = cedar.preparsePolicySet(name, { staticPolicies: texts.join("\n") });
  if (answer.type !== "success") throw new Error(`${name}: ${JSON.stringify(answer.errors[0])}`);
}

function call([school, decision, level, amount], set) {
  return {
    principal: { type: "Level", id: `l${level}` },
    action: { type: "Action", id: `D${decision}` },
    resource: { type: "School", id: `s${school}` },
    context: { amount },
    preparsedPolicySetId: set,
    entities: [],
  };
}

const spent = (since) => process.cpuUsage(since).user / 1e6 + process.cpuUsage(since).system / 1e6;

// Calls are made beforehand: their making is not measured.
function measure(asked, set) {
  const calls = asked.map((question) => [call(question, set(question)), question[4] === 1]);
  let done = 0;
  let different = 0;
  const begins = process.cpuUsage();
  do {
    for (const [each, yes] of calls) {
      const answer = cedar.statefulIsAuthorized(each);
      if (answer.type !== "success") throw new Error(JSON.stringify(answer));
      if ((answer.response.decision === "allow") !== yes) ++different;
      if (++done % 64 === 0 && done > calls.length && spent(begins) > seconds) break;
    }
  } while (spent(begins) < seconds);
  return { per_second: done / spent(begins), different };
}

policies.forEach((school, at) => {
  prepare(`s${at}`, school);
  school.forEach((text, decision) => prepare(`s${at}D${decision}`, [text]));
});
const sliced = measure(questions, ([school, decision]) => `s${school}D${decision}`);
const whole = measure(questions.slice(0, 200), ([school]) => `s${school}`);
console.log(
  JSON.stringify({
    sliced_per_second: sliced.per_second,
    whole_per_second: whole.per_second,
    different: sliced.different + whole.different,
  }),
);
