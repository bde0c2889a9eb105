import { describe, expect, test } from "vitest";
import { Interrupt, Signal, spawn } from "../../src/kernel/process.ts";
import { Simulation } from "../../src/kernel/simulation.ts";

/** Runs processes that write into a log, and returns it. */
function run(story: (sim: Simulation, log: unknown[]) => void): unknown[] {
  const sim = new Simulation();
  const log: unknown[] = [];
  story(sim, log);
  sim.runIdle();
  return log;
}

describe("spawn", () => {
  test("a process starts in an event of its own, at the present time", () => {
    const log = run((sim, log) => {
      spawn(sim, function* () {
        log.push("process");
        yield 1;
      });
      log.push("caller");
    });
    expect(log).toEqual(["caller", "process"]);
  });

  test("yielding a number waits so many milliseconds", () => {
    const log = run((sim, log) => {
      spawn(sim, function* () {
        yield 5;
        log.push(sim.now);
        yield 0;
        log.push(sim.now);
      });
    });
    expect(log).toEqual([5, 5]);
  });

  test("yielding a process waits for its end and gives what it returned", () => {
    const log = run((sim, log) => {
      const child = spawn(sim, function* () {
        yield 7;
        return "done";
      });
      spawn(sim, function* () {
        log.push(yield child, sim.now);
        log.push(yield child, sim.now);
      });
    });
    expect(log).toEqual(["done", 7, "done", 7]);
  });

  test("a signal wakes all who wait, in the order in which they came", () => {
    const log = run((sim, log) => {
      const bell = new Signal();
      for (const name of ["a", "b"]) {
        spawn(sim, function* () {
          log.push([name, yield bell, sim.now]);
        });
      }
      sim.callAt(3, () => bell.fire("ding"));
    });
    expect(log).toEqual([["a", "ding", 3], ["b", "ding", 3]]); // biome-ignore format: a table
  });

  test("who comes after a signal waits for the next", () => {
    const log = run((sim, log) => {
      const bell = new Signal();
      bell.fire();
      spawn(sim, function* () {
        yield bell;
        log.push("never");
      });
    });
    expect(log).toEqual([]);
  });

  test("an interrupt takes a process out of its wait, which then never ends", () => {
    const log = run((sim, log) => {
      const sleeper = spawn(sim, function* () {
        try {
          yield 100;
        } catch (error) {
          log.push(error instanceof Interrupt && error.reason, sim.now);
        }
        yield 2;
        log.push(sim.now);
      });
      sim.callAt(3, () => sleeper.interrupt("fire"));
      sim.callAt(200, () => log.push(sim.pending));
    });
    expect(log).toEqual(["fire", 3, 5, 0]);
  });

  test("an interrupted process no longer hears the signal that it waited for", () => {
    const log = run((sim, log) => {
      const bell = new Signal();
      const sleeper = spawn(sim, function* () {
        try {
          log.push(yield bell);
        } catch {
          yield 10;
          log.push("slept on");
        }
      });
      sim.callAt(1, () => sleeper.interrupt());
      sim.callAt(2, () => bell.fire("bell"));
    });
    expect(log).toEqual(["slept on"]);
  });

  test("an interrupt before the first step arrives after it", () => {
    const log = run((sim, log) => {
      const body = function* () {
        try {
          yield 5;
        } catch {
          log.push("caught");
        }
      };
      spawn(sim, body).interrupt();
    });
    expect(log).toEqual(["caught"]);
  });

  test("a process that has ended cannot be interrupted", () => {
    run((sim) => {
      const short = spawn(sim, function* () {
        yield 0.5;
      });
      sim.callAt(1, () => expect(() => short.interrupt()).toThrow("has ended"));
    });
  });

  test("an error passes to the process that waits", () => {
    const log = run((sim, log) => {
      const child = spawn(sim, function* () {
        yield 1;
        throw new Error("broken");
      });
      spawn(sim, function* () {
        try {
          yield child;
        } catch (error) {
          log.push(String(error), child.alive);
        }
      });
    });
    expect(log).toEqual(["Error: broken", false]);
  });

  test("an error that nobody waits for ends the run", () => {
    const fail = function* () {
      yield 1;
      throw new Error("broken");
    };
    expect(() => run((sim) => spawn(sim, fail))).toThrow("broken");
  });

  test("waiting a negative time is an error of the process", () => {
    const back = function* () {
      yield -1;
    };
    expect(() => run((sim) => spawn(sim, back))).toThrow('cannot schedule "call" at -1 ms');
  });
});
