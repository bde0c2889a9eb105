// The peak of the gala: events a second, and where the time goes. One JSON object a line.
// Usage: node test/bench/gala.js [quick]; needs `npm run build` first.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LINES = 8;

/** What the file of a function is for. */
const KINDS = [
  ["random numbers", /^kernel\/(?:random|laws|composed-laws|distribution|special-functions)\./],
  [
    "event list",
    /^kernel\/(?:event-list|event-slots|ladder|rung|near-heap|simulation|federation|inbox|outbox)\./,
  ],
  ["histograms and series", /^stats\/|^model\/measure\//],
  ["shakes", /^model\/workflow\/(?:shake|coming-shakes)\.|^model\/site\/access-/],
  ["other requests", /^model\/workflow\/|^model\/traffic\//],
  ["storage", /^model\/storage\//],
  ["other parts of the model", /^model\//],
  ["the rest, start and writing", /^/],
];

const folder = mkdtempSync(join(tmpdir(), "hongbao-bench-"));

/** Runs it; the processor's time, which a busy machine does not stretch as it does the wall's [s]. */
function run(...options) {
  const words = ["run", join(ROOT, "scenarios/gala-peak.yaml"), "--quiet", "--no-report", "--out", folder];
  const short = process.argv.includes("quick") ? ["--to", "22:30"] : [];
  const told = join(folder, "cpu.json");
  const tell = `import{writeFileSync}from"node:fs";process.on("exit",()=>writeFileSync(${JSON.stringify(told)},JSON.stringify(process.cpuUsage())))`;
  const preload = `data:text/javascript,${encodeURIComponent(tell)}`;
  execFileSync(
    process.execPath,
    ["--import", preload, ...options, join(ROOT, "bin/hongbao.js"), ...words, ...short],
    {
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const { user, system } = JSON.parse(readFileSync(told, "utf8"));
  return (user + system) / 1e6;
}

/** Samples by place: file of dist, line, function. */
function profile() {
  run("--cpu-prof", "--cpu-prof-dir", folder);
  const name = readdirSync(folder).find((file) => file.endsWith(".cpuprofile")) ?? "";
  const { nodes } = JSON.parse(readFileSync(join(folder, name), "utf8"));
  return nodes.flatMap(({ callFrame, positionTicks = [] }) => {
    const file = callFrame.url.split("/dist/").at(-1) ?? "";
    return positionTicks.map(({ line, ticks }) => ({
      file,
      place: `${file}:${line}`,
      within: `${callFrame.functionName || "(anonymous)"} in ${file || "the engine"}`,
      ticks,
    }));
  });
}

function shares(samples, by) {
  const sums = new Map();
  let all = 0;
  for (const sample of samples) {
    all += sample.ticks;
    sums.set(by(sample), (sums.get(by(sample)) ?? 0) + sample.ticks);
  }
  return [...sums]
    .map(([name, ticks]) => ({ name, percent: Number(((100 * ticks) / all).toFixed(1)) }))
    .sort((a, b) => b.percent - a.percent);
}

function report(line) {
  console.log(JSON.stringify({ bench: "gala-peak", ...line }));
}

try {
  const seconds = run();
  const { events, scale, totals } = JSON.parse(readFileSync(join(folder, "result.json"), "utf8"));
  const shakes = Math.round(totals.shake.offered / scale.k);
  report({
    engine: "hongbao",
    cpuSeconds: Number(seconds.toFixed(1)),
    events,
    perS: Math.round(events / seconds),
    shakes,
    shakesPerS: Math.round(shakes / seconds),
  });
  const samples = profile();
  const kindOf = ({ file }) => KINDS.find(([, pattern]) => pattern.test(file))?.[0];
  for (const { name, percent } of shares(samples, kindOf)) report({ kind: name, percent });
  for (const { name, percent } of shares(samples, ({ place }) => place).slice(0, LINES))
    report({ line: name, percent });
  for (const { name, percent } of shares(samples, ({ within }) => within).slice(0, LINES))
    report({ function: name, percent });
} finally {
  rmSync(folder, { recursive: true });
}
