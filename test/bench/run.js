// Runs every bench of this folder, one after another, each in a process of its own: node test/bench/run.js [quick].
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const self = basename(import.meta.url);
const benches = readdirSync(new URL(".", import.meta.url))
  .filter((name) => name.endsWith(".js") && name !== self)
  .sort();
for (const bench of benches) {
  const path = fileURLToPath(new URL(bench, import.meta.url));
  const { status } = spawnSync(process.execPath, [path, ...process.argv.slice(2)], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
