// The kernel against a floor in C, SimPy and npm's simjs: one JSON object a line. The others run before each round of
// ours, so that a busy machine slows all alike; ratios are medians over the rounds. What is timed is the processor's
// time of each process, its compiler and garbage collector included, under the limits of inlining that hongbao runs with.
// Usage: node test/bench/kernel.js [quick]; needs `npm run build` first. gcc and SimPy are used when present.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tuneV8 } from "../../dist/cli/tune-v8.js";
import {
  EventList,
  FcfsStation,
  Federation,
  openStream,
  QueueStation,
  Simulation,
} from "../../dist/kernel/index.js";
import { Histogram } from "../../dist/stats/index.js";

// As `hongbao` does for the model.
tuneV8();

/** Share of the full number of turns. */
const share = process.argv.includes("quick") ? 0.1 : 1;
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

const ROUNDS = 5;

/** A loop to time, and how many turns of it a round takes. */
const timed = (n, loop) => ({ n: Math.ceil(n * share), loop });

const GAPS = 65536;
const gaps = new Float64Array(GAPS);
const stream = openStream("bench", "gaps");
for (let i = 0; i < GAPS; i++) gaps[i] = stream.exponential(1);

/** Hold model on the bare event list: pop one, push one. */
function hold(pending) {
  const list = new EventList();
  let tie = 0;
  for (let i = 0; i < pending; i++) list.push(stream.exponential(1), tie++, 0, i);
  const loop = (n) => {
    for (let i = 0; i < n; i++) {
      list.pop();
      list.push(list.timeMs + gaps[i & (GAPS - 1)], tie++, list.handler, list.arg);
    }
  };
  // Past the start, when all that was pending at first has been replaced.
  loop(2 * pending);
  return timed(2e6, loop);
}

/** Hold model through a simulation: every event schedules the next. The mean gap is 1 ms, so n take n / pending ms. */
function holdInSimulation(pending) {
  const sim = new Simulation();
  const again = sim.register((i) => {
    sim.after(gaps[i & (GAPS - 1)], again, i + 1);
  });
  for (let i = 0; i < pending; i++) sim.at(stream.exponential(1), again, i);
  sim.runUntil(2);
  return timed(2e6, (n) => sim.runUntil(sim.now + n / pending));
}

/** M/M/c at load 0.9 with the event-driven station, waits added up. */
function mmc(servers) {
  return timed(2e6, (n) => {
    const sim = new Simulation();
    const arrivals = openStream("bench", "arrivals");
    const service = openStream("bench", "service");
    let wait = 0;
    let left = n;
    const station = new QueueStation(sim, { servers, onDone: () => (wait += station.waitMs) });
    const arrive = sim.register(() => {
      station.arrive(0, service.exponential(1));
      if (--left > 0) sim.after(arrivals.exponential(1 / (0.9 * servers)), arrive);
    });
    sim.at(0, arrive);
    sim.runIdle();
    if (!(wait > 0)) throw new Error("nobody waited");
  });
}

/** The feed-forward station, which needs no event. */
function feedForward(servers) {
  return timed(4e6, (n) => {
    const arrivals = openStream("bench", "arrivals");
    const service = openStream("bench", "service");
    const station = new FcfsStation({ servers });
    let time = 0;
    let wait = 0;
    for (let i = 0; i < n; i++) {
      time += arrivals.exponential(1 / (0.9 * servers));
      wait += station.arrive(time, service.exponential(1)) - time;
    }
    if (!(wait > 0)) throw new Error("nobody waited");
  });
}

function windows(districts) {
  return timed(1e6, (n) => {
    const fed = new Federation({ districts, lookaheadMs: 1 });
    for (let i = 0; i < districts; i++) {
      const sim = fed.district(i);
      const tick = sim.register(() => sim.after(8, tick));
      sim.at(i, tick);
    }
    fed.run(n);
  });
}

function messages() {
  return timed(5e5, (n) => {
    const fed = new Federation({ districts: 8, lookaheadMs: 1 });
    const mail = [];
    let left = n;
    for (let i = 0; i < 8; i++) {
      const next = (i + 1) % 8;
      const inbox = fed.inbox(i);
      const sim = fed.district(i);
      mail.push(
        fed.onMessage(i, (slot) => {
          if (left-- > 0)
            fed.send(i, next, sim.now + 1 + gaps[left & (GAPS - 1)], mail[next], 0, inbox.get(slot, 0) + 1);
        }),
      );
    }
    for (let i = 0; i < 8; i++)
      for (let k = 0; k < 8; k++) fed.send(i, (i + 1) % 8, 1 + k, mail[(i + 1) % 8]);
    fed.run(Number.POSITIVE_INFINITY);
  });
}

function draws(draw) {
  let sum = 0;
  const s = openStream("bench", "draws");
  return timed(5e6, (n) => {
    for (let i = 0; i < n; i++) sum += draw(s);
    if (Number.isNaN(sum)) throw new Error("a draw is not a number");
  });
}

function histogramAdds() {
  const histogram = new Histogram();
  return timed(1e7, (n) => {
    for (let i = 0; i < n; i++) histogram.add(gaps[i & (GAPS - 1)]);
  });
}

function median(list) {
  return list.toSorted((a, b) => a - b)[list.length >> 1];
}

const short = (x) => Number(x.toPrecision(3));

/** What another engine does of a bench [1/s]; undefined where the engine, or the bench, is missing. */
function other(program, script) {
  return (bench) => {
    try {
      return JSON.parse(execFileSync(program, [here(script), bench], { encoding: "utf8", stdio: "pipe" }))
        .perS;
    } catch {
      return undefined;
    }
  };
}

/** Builds the floor and returns what runs one of its loops; undefined without gcc, or where it has no such loop. */
function buildFloor(folder) {
  try {
    execFileSync("gcc", ["-O2", "-o", join(folder, "floor"), here("kernel-floor.c"), "-lm"], {
      stdio: "ignore",
    });
  } catch {
    return () => undefined;
  }
  return (bench) => {
    try {
      return Number(execFileSync(join(folder, "floor"), [bench], { encoding: "utf8", stdio: "pipe" }));
    } catch {
      return undefined;
    }
  };
}

/** Medians over the rounds of what we do, and of it over what each of the others does right before. */
function measure(bench, { n, loop }, others) {
  loop(Math.ceil(n / 5));
  const ours = [];
  const theirs = others.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, runs] of others.entries()) theirs[i].push(runs(bench));
    const begin = process.cpuUsage();
    loop(n);
    const { user, system } = process.cpuUsage(begin);
    ours.push((n * 1e6) / (user + system));
  }
  const compared = theirs.map((list) =>
    list.includes(undefined)
      ? {}
      : { perS: median(list), ratio: short(median(list.map((perS, i) => ours[i] / perS))) },
  );
  return { perS: median(ours), compared };
}

const ours = [
  ["hold 1000", "EventList", () => hold(1000)],
  ["hold 1000000", "EventList", () => hold(1_000_000)],
  ["hold 1000", "Simulation", () => holdInSimulation(1000)],
  ["hold 1000000", "Simulation", () => holdInSimulation(1_000_000)],
  ["M/M/1", "QueueStation", () => mmc(1)],
  ["M/M/8", "QueueStation", () => mmc(8)],
  ["FCFS station", "FcfsStation", () => feedForward(1)],
  ["FCFS station of 8", "FcfsStation", () => feedForward(8)],
  ["windows", "Federation of 8", () => windows(8)],
  ["messages", "Federation of 8", messages],
  ["draw uniform", "RandomStream", () => draws((s) => s.uniform())],
  ["draw exponential", "RandomStream", () => draws((s) => s.exponential(1))],
  ["draw normal", "RandomStream", () => draws((s) => s.normal())],
  ["draw lognormal", "RandomStream", () => draws((s) => s.lognormal(0, 1))],
  ["draw poisson 5", "RandomStream", () => draws((s) => s.poisson(5))],
  ["draw poisson 500", "RandomStream", () => draws((s) => s.poisson(500))],
  ["add", "Histogram", histogramAdds],
];

const folder = mkdtempSync(join(tmpdir(), "hongbao-bench-"));
try {
  const floor = buildFloor(folder);
  const others = [
    floor,
    other("/usr/bin/python3", "kernel-simpy.py"),
    other(process.execPath, "kernel-simjs.mjs"),
  ];
  for (const [bench, engine, prepare] of ours) {
    const { perS, compared } = measure(bench, prepare(), others);
    const [c, simpy, simjs] = compared;
    const line = {
      bench,
      engine,
      perS: Math.round(perS),
      ns: short(1e9 / perS),
      floorPerS: c.perS,
      overFloor: c.ratio,
      simpyPerS: simpy.perS,
      overSimpy: simpy.ratio,
      simjsPerS: simjs.perS,
      overSimjs: simjs.ratio,
    };
    console.log(JSON.stringify(line));
  }
} finally {
  rmSync(folder, { recursive: true });
}
