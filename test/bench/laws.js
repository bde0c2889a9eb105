// What the laws that every run is held to cost: those of each event, and those at the end of a run. One JSON object a
// line. Usage: node test/bench/laws.js [quick]; needs `npm run build` first.
import { fileURLToPath } from "node:url";
import { openStream, Simulation } from "../../dist/kernel/index.js";
import { World } from "../../dist/model/world.js";
import { advance } from "../../dist/run/advance.js";
import { brokenLaws } from "../../dist/run/broken-laws.js";
import { collect } from "../../dist/run/collect.js";
import { collectMoney } from "../../dist/run/collect-money.js";
import { recordConsistency } from "../../dist/run/record-consistency.js";
import { loadScenario } from "../../dist/scenario/load.js";

const isQuick = process.argv.includes("quick");
const ROUNDS = isQuick ? 3 : 15;
const EVENTS = isQuick ? 2e5 : 2e6;
const PENDING = 1000;
const GAPS = 65536;

const stream = openStream("bench", "gaps");
const gaps = Float64Array.from({ length: GAPS }, () => stream.exponential(1));

/** Schedules without asking whether the time lies ahead and the argument is an int32. */
class Unchecked extends Simulation {
  at(timeMs, handler, arg = 0) {
    return this.events.push(timeMs, this.nextTie++, handler, arg);
  }
}

function cpuMs(work) {
  const begin = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(begin);
  return { value, ms: (user + system) / 1000 };
}

/** Hold model: every event schedules the next [ns an event]. */
function holder(Kind) {
  const sim = new Kind();
  let left = 0;
  const again = sim.register((i) => {
    if (left-- > 0) sim.after(gaps[i & (GAPS - 1)], again, i + 1);
  });
  const hold = (n) => {
    left = n;
    for (let i = 0; i < PENDING; i++) sim.at(sim.now + gaps[i], again, i);
    sim.runIdle();
  };
  hold(EVENTS);
  return () => (1e6 * cpuMs(() => hold(EVENTS)).ms) / EVENTS;
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const short = (x) => Number(x.toPrecision(3));
const report = (line) => console.log(JSON.stringify({ bench: "laws", ...line }));

const [checked, unchecked] = [holder(Simulation), holder(Unchecked)];
const rounds = Array.from({ length: ROUNDS }, () => ({ with: checked(), without: unchecked() }));
report({
  of: "each event",
  withNs: short(median(rounds.map((round) => round.with))),
  withoutNs: short(median(rounds.map((round) => round.without))),
  ratio: short(median(rounds.map((round) => round.with / round.without))),
});

const file = fileURLToPath(new URL("../../scenarios/gala-peak.yaml", import.meta.url));
const loaded = loadScenario({ file }, { set: isQuick ? ["run.to=22:30"] : [] });
if (!loaded.ok) throw new Error("the gala's peak cannot be read");
const { scenario } = loaded;
const { seed, scale: k, begin: fromMs, to: toMs } = scenario.run;
const begin = process.cpuUsage();
const world = new World(scenario, { seed, k, fromMs, toMs, warmUpMs: 60_000 });
recordConsistency(world);
await advance(world, {});
const { user, system } = process.cpuUsage(begin);
const result = collect(world, []);
const books = cpuMs(() => collectMoney(world, world.nowMs));
const laws = cpuMs(() => brokenLaws(world, result));
if (laws.value.length + books.value.violations.length > 0) throw new Error("a law is broken");
const runMs = (user + system) / 1000;
report({
  of: "a run, at its end",
  booksMs: short(books.ms),
  lawsMs: short(laws.ms),
  runMs: short(runMs),
  percent: short((100 * (books.ms + laws.ms)) / runMs),
});
