// The program under test: a database of its own in a folder of its own, a server on a free port,
// both gone afterwards. GUILDHALL_PROGRAM says which program; ctest sets it.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const county = fileURLToPath(new URL("../../../data/demo/", import.meta.url));
const run = promisify(execFile);
const startMsMax = 60_000;

function programFile() {
  const file = process.env.GUILDHALL_PROGRAM;
  if (!file) throw new Error("Set GUILDHALL_PROGRAM to the program, or run ./do test browser");
  return file;
}

async function importCounty(program, database) {
  const files = (await readdir(county)).filter((name) => name.endsWith(".csv"));
  const register = files.filter((name) => name !== "clusters.csv").map((name) => county + name);
  await run(program, ["import", "gias", ...register, "--database", database]);
  await run(program, ["import", "clusters", `${county}clusters.csv`, "--database", database]);
  await run(program, ["governance", "import", `${county}governance/boards.csv`, "--database",
    database]);
  // Schemes of the trust, as ./do demo makes them: 1 to 4 are adopted, 5 is a draft.
  const trust = ["--of", "group 90001"];
  const schemes = [
    ["begin", "trust", ...trust, "--adopt", "--item", "7"],
    ["begin", "harbour", ...trust, "--adopt", "--item", "10", "--unit",
      "cluster Harbour of Harbour Learning Trust"],
    ["begin", "bespoke", ...trust, "--adopt", "--item", "7"],
    ["begin", "reduced", ...trust, "--adopt", "--item", "7"],
    ["begin", "1"],
    ["rate", "990866", "full", ...trust, "--from", "2025-09-01", "--reason", "Yearly review"],
    ["rate", "990867", "reduced", ...trust, "--from", "2025-09-01", "--reason", "Yearly review"],
  ];
  for (const words of schemes) await run(program, ["scheme", ...words, "--database", database]);
  await run(program, ["governance", "import", `${county}requests/meetings.csv`, "--database",
    database]);
  await run(program, ["request", "import", `${county}requests/requests.txt`, "--database",
    database]);
  await run(program, ["alignment", "import", `${county}alignment/harbour.txt`, "--group", "90001",
    "--database", database]);
  // One edit, so that the pages of edits have something to show.
  await run(program, ["edit", "correct", "990871", "capacity", "830", "--reason", "Building plan",
    "--database", database]);
  // A scenario of the designer: plan 1 is today's clusters, plan 2 is worked out, plan 3 is its
  // copy, published for consultation.
  const designer = [
    ["scenario", "make", "--authority", "Eastmarch", "--on", "2026-09-01", "--name",
      "Clusters of Eastmarch from 2027", "--min", "6", "--max", "11",
      "--rule", "federations: kept"],
    ["scenario", "run", "1", "--rounds", "3", "--seconds", "20", "--name", "Short journeys"],
    ["plan", "copy", "2", "--name", "For the heads to answer"],
    ["plan", "publish", "3", "--until", "2030-01-31", "--note", "Tell us what we missed"],
  ];
  for (const words of designer) await run(program, [...words, "--database", database]);
}

// What the server prints when it listens: its address, and, where nobody administers it, the link
// by which the first administrator comes in.
function startOf(server, demo) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the server did not start")), startMsMax);
    let said = "";
    const read = (line) => {
      said += `${line}\n`;
      const [address, link] = said.match(/http:\/\/\S+/g) ?? [];
      if (!address || !(link || demo)) return;
      clearTimeout(timer);
      resolve({ address: address.replace(/\/$/, ""), firstLink: link });
    };
    createInterface({ input: server.stdout }).on("line", read);
    createInterface({ input: server.stderr }).on("line", read);
    server.once("exit", (status) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with status ${status}: ${said}`));
    });
  });
}

// {address, firstLink, stop}: with the demonstration county, or with nothing in it; `demo` with its
// people; `settings` is the text of a settings file. `fill(command, folder)` fills the database
// otherwise: command(words) runs the program on it, and `folder` is for its files; `more(command)`
// adds to the county.
export async function startGuildhall(options = {}) {
  const { empty = false, demo = false, settings = "", port = 0 } = options;
  const { fill = null, more = null } = options;
  const program = programFile();
  const folder = await mkdtemp(path.join(tmpdir(), "guildhall-browser-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  let server;
  try {
    const database = path.join(folder, "test.db");
    const command = (words) => run(program, [...words, "--database", database]);
    if (fill) await fill(command, folder);
    else if (!empty) await importCounty(program, database);
    if (more) await more(command);
    const config = path.join(folder, "guildhall.toml");
    await writeFile(config, settings);
    const options = ["--database", database, "--config", config, "--port", port, "--quiet"];
    server = spawn(program, ["serve", ...options, ...(demo ? ["--demo"] : [])]);
    const { address, firstLink } = await startOf(server, demo);
    const ended = new Promise((resolve) => server.once("exit", resolve));
    const stop = async () => {
      server.kill("SIGTERM");
      const status = await ended;
      await remove();
      if (status !== 0) throw new Error(`the server ended with status ${status}`);
    };
    return { address, firstLink, stop };
  } catch (error) {
    server?.kill("SIGKILL");
    await remove();
    throw error;
  }
}
