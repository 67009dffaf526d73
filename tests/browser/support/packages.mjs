// Fetches the packages of tests/browser, once: after that no network is needed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("..", import.meta.url));
const lock = readFileSync(path.join(folder, "package-lock.json"));
const wanted = createHash("sha256").update(lock).digest("hex");
const stamp = path.join(folder, "node_modules", ".guildhall-lock");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  console.log("Fetching the packages of tests/browser with npm, once");
  const command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  const { status, error } = spawnSync("npm", command, { cwd: folder, stdio: "inherit" });
  if (error) throw new Error(`npm could not be started: ${error.message}; run ./do setup`);
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, wanted);
}
