// One run of a scenario, by itself in a process: what it took, and the figures of its budgets, as a line of JSON.
// Usage: node one-run.js '{"file": ..., "set": [...], "k": 319, "seed": "1", "fromMs": ..., "toMs": ..., "threads": 2}'

import { tuneV8 } from "../../../dist/cli/tune-v8.js";
import { runObserved } from "../../../dist/run/run.js";
import { loadScenario } from "../../../dist/scenario/load.js";
import { formatProblem } from "../../../dist/scenario/problem.js";

tuneV8();
const { file, set, ...options } = JSON.parse(process.argv[2]);
const loaded = loadScenario({ file }, { set });
if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));

const startMs = performance.now();
const { result, budgets } = await runObserved(loaded.scenario, options);
const wallS = (performance.now() - startMs) / 1000;
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const { events, complete, incompleteBecause } = result;
const replication = { seed: options.seed, events, complete, incompleteBecause, budgets, figures: [] };
const cost = { wallS, cpuS: (userCPUTime + systemCPUTime) / 1e6, peakBytes: 1024 * maxRSS };
process.stdout.write(`${JSON.stringify({ replication, shakes: result.headline.shakes, cost })}\n`);
