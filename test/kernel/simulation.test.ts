import { describe, expect, test } from "vitest";
import { InvariantError } from "../../src/kernel/invariant.ts";
import { Simulation } from "../../src/kernel/simulation.ts";

/** A simulation whose only handler writes down [time, arg]. */
function recorder(options = {}): { sim: Simulation; log: [number, number][]; note: number } {
  const sim = new Simulation(options);
  const log: [number, number][] = [];
  const note = sim.register((arg) => log.push([sim.now, arg]), "note");
  return { sim, log, note };
}

describe("Simulation", () => {
  test("events fire in the order of time, and equal times in the order of scheduling", () => {
    const { sim, log, note } = recorder();
    sim.at(2, note, 1);
    sim.at(1, note, 2);
    sim.at(2, note, 3);
    sim.runIdle();
    expect(log).toEqual([[1, 2], [2, 1], [2, 3]]); // biome-ignore format: a table
  });

  test("an event of now scheduled by an event of now fires after all that were there", () => {
    const { sim, log, note } = recorder();
    sim.at(
      1,
      sim.register(() => sim.after(0, note, 9)),
    );
    sim.at(1, note, 1);
    sim.runIdle();
    expect(log.map(([, arg]) => arg)).toEqual([1, 9]);
  });

  test("runBefore leaves events at its end and sets the clock to it", () => {
    const { sim, log, note } = recorder();
    sim.at(5, note, 1);
    sim.runBefore(5);
    expect([sim.now, log.length, sim.nextTime()]).toEqual([5, 0, 5]);
  });

  test("runUntil fires events at its end too", () => {
    const { sim, log, note } = recorder();
    for (const timeMs of [0, 5, 5 + 1e-9]) sim.at(timeMs, note);
    sim.runUntil(5);
    expect([sim.now, log.length, sim.pending]).toEqual([5, 2, 1]);
  });

  test("runUntil(0) fires what is set at 0", () => {
    const { sim, log, note } = recorder();
    sim.at(0, note, 7);
    sim.runUntil(0);
    expect(log).toEqual([[0, 7]]);
  });

  test("the clock never steps back", () => {
    const { sim } = recorder();
    sim.runBefore(10);
    expect(() => sim.runBefore(9)).toThrow(InvariantError);
    expect(() => sim.runUntil(9)).toThrow("simulation 0 at 10 ms: cannot run to 9 ms");
  });

  test.each([9, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    "scheduling at %d, not from now on, throws and names simulation, time and handler",
    (timeMs) => {
      const { sim, note } = recorder({ name: "sz", seed: "42" });
      sim.runBefore(10);
      const refusal = new InvariantError("sz", `cannot schedule "note" at ${timeMs} ms`, {
        timeMs: 10,
        seed: "42",
      });
      expect(() => sim.at(timeMs, note)).toThrow(refusal);
      expect(() => sim.post(timeMs, note)).toThrow(refusal);
    },
  );

  test.each([1.5, 2 ** 31, Number.NaN])("an argument of %d, which is no int32, throws", (arg) => {
    const { sim, note } = recorder();
    expect(() => sim.at(1, note, arg)).toThrow(`"note" was given ${arg}, not an int32`);
    expect(() => sim.post(1, note, arg)).toThrow(`"note" was given ${arg}, not an int32`);
  });

  test("what is posted fires among what may be cancelled, in the order of scheduling", () => {
    const { sim, log, note } = recorder();
    for (let i = 0; i < 40_000; i++) {
      if (i % 2 === 0) sim.post(1 + (i >> 3), note, i);
      else sim.at(1 + (i >> 3), note, i);
    }
    sim.runIdle();
    expect(log.map(([, arg]) => arg)).toEqual(Array.from({ length: 40_000 }, (_, i) => i));
    expect(sim.counters()).toMatchObject({ eventsFired: 40_000, scheduled: 40_000, pending: 0 });
  });

  test("a cancelled event does not fire, and is cancelled once", () => {
    const { sim, log, note } = recorder();
    const id = sim.at(1, note);
    expect([sim.cancel(id), sim.cancel(id)]).toEqual([true, false]);
    sim.runIdle();
    expect(log).toEqual([]);
    expect(sim.counters()).toEqual({ eventsFired: 0, scheduled: 1, cancelled: 1, pending: 0 });
  });

  test("scheduled = fired + cancelled + pending at any time", () => {
    const { sim, note } = recorder();
    const ids = Array.from({ length: 100 }, (_, i) => sim.at(i, note));
    for (const id of ids.filter((_, i) => i % 7 === 0)) sim.cancel(id);
    sim.runBefore(50);
    const { scheduled, eventsFired, cancelled, pending } = sim.counters();
    expect(eventsFired + cancelled + pending).toBe(scheduled);
    expect([eventsFired, cancelled, pending]).toEqual([42, 15, 43]);
  });

  test("a cap on events stops the run, says so, and leaves the clock at the last event", () => {
    const sim = new Simulation({ eventsMax: 10 });
    const again = sim.register(() => sim.after(1, again));
    sim.at(1, again);
    expect([sim.runBefore(100), sim.capHit, sim.now, sim.eventsFired]).toEqual([false, true, 10, 10]);
  });

  test("a cap that is just enough is not hit", () => {
    const { sim, note } = recorder({ eventsMax: 2 });
    sim.at(1, note);
    sim.at(2, note);
    expect([sim.runBefore(100), sim.capHit, sim.now]).toEqual([true, false, 100]);
  });

  test("callAt calls closures, and its slots come back after firing and after cancelling", () => {
    const { sim } = recorder();
    const said: string[] = [];
    sim.cancel(sim.callAt(1, () => said.push("never")));
    sim.callAt(2, () => said.push("two"));
    sim.callAt(1, () => said.push("one"));
    sim.runIdle();
    expect(said).toEqual(["one", "two"]);
  });
});
