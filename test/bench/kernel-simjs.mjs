// The kernel bench's loops in npm's simjs: one JSON object a line. Fails, and is left out, where there is none.
import { createRequire } from "node:module";

// The package is a bundle for browsers: it hangs what it has on the window.
globalThis.window = {};
createRequire(import.meta.url)("simjs");
const { Sim } = globalThis.window;

function report(bench, perS) {
  console.log(JSON.stringify({ bench, engine: "simjs", perS: Math.round(perS) }));
}

/** Starts an entity at time 0 and runs the simulation; how many turns a second. */
function perS(turns, start) {
  const sim = new Sim.Sim();
  class Actor extends Sim.Entity {
    start() {
      start(this);
    }
  }
  sim.addEntity(Actor, "actor");
  const begin = process.cpuUsage();
  sim.simulate(1e12);
  const { user, system } = process.cpuUsage(begin);
  return (turns * 1e6) / (user + system);
}

function hold(pending, holds) {
  const random = new Sim.Random(1);
  let left = holds;
  return perS(holds, (actor) => {
    const again = () => {
      if (left-- > 0) actor.setTimer(random.exponential(1)).done(again);
    };
    for (let i = 0; i < pending; i++) again();
  });
}

function queue(servers, customers) {
  const random = new Sim.Random(1);
  const desk = new Sim.Facility("desk", Sim.Facility.FCFS, servers);
  let left = customers;
  return perS(customers, (actor) => {
    const arrive = () => {
      actor.useFacility(desk, random.exponential(1));
      if (--left > 0) actor.setTimer(random.exponential(0.9 * servers)).done(arrive);
    };
    arrive();
  });
}

// The first of each warms the compiler.
for (const run of [() => hold(1000, 100_000), () => queue(1, 100_000)]) run();
report("hold 1000", hold(1000, 500_000));
report("M/M/1", queue(1, 500_000));
report("M/M/8", queue(8, 500_000));
