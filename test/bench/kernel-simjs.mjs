// The kernel bench's loops in npm's simjs: the one that is named, as a JSON object. Fails, and is left out, where there is none.
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

const loops = {
  "hold 1000": (share) => hold(1000, 500_000 * share),
  "M/M/1": (share) => queue(1, 500_000 * share),
  "M/M/8": (share) => queue(8, 500_000 * share),
};
const bench = process.argv[2];
// The first time warms the compiler.
loops[bench](0.2);
report(bench, loops[bench](1));
