import { describe, expect, it } from "vitest";
import { Simulation } from "../../../src/kernel/simulation.ts";
import { type Fault, FaultSchedule } from "../../../src/model/control/fault-schedule.ts";
import type { TimelineEntry } from "../../../src/model/control/timeline.ts";

function world(): { sim: Simulation; schedule: FaultSchedule; log: string[]; events: TimelineEntry[] } {
  const sim = new Simulation();
  const events: TimelineEntry[] = [];
  return { sim, schedule: new FaultSchedule(sim, (event) => events.push(event)), log: [], events };
}

function fault(log: string[], part: string, atMs: number, untilMs?: number): Fault {
  return {
    part,
    text: "cut",
    atMs,
    ...(untilMs === undefined ? {} : { untilMs }),
    apply: (nowMs) => log.push(`${part} breaks at ${nowMs}`),
    revert: (nowMs) => log.push(`${part} mends at ${nowMs}`),
  };
}

describe("FaultSchedule", () => {
  it("applies each fault at its time and reverts it at its end, once each", () => {
    const { sim, schedule, log, events } = world();
    schedule.add(fault(log, "b", 20, 30));
    schedule.add(fault(log, "a", 10, 25));
    schedule.add(fault(log, "c", 40));
    sim.runUntil(22);
    expect(schedule.active).toBe(2);
    sim.runIdle();
    expect(log).toEqual([
      "a breaks at 10",
      "b breaks at 20",
      "a mends at 25",
      "b mends at 30",
      "c breaks at 40",
    ]);
    expect(schedule.active).toBe(1);
    expect(events).toEqual([
      { atMs: 10, untilMs: 25, kind: "fault", part: "a", text: "cut" },
      { atMs: 20, untilMs: 30, kind: "fault", part: "b", text: "cut" },
      { atMs: 40, kind: "fault", part: "c", text: "cut" },
    ]);
  });

  it("begins at once what began before the present, and forgets what is over", () => {
    const { sim, schedule, log } = world();
    sim.runUntil(100);
    schedule.add(fault(log, "old", 10, 100));
    schedule.add(fault(log, "running", 50, 150));
    sim.runIdle();
    expect(log).toEqual(["running breaks at 100", "running mends at 150"]);
  });

  it("refuses a fault that ends before it begins", () => {
    const { schedule, log } = world();
    expect(() => schedule.add(fault(log, "odd", 10, 10))).toThrow(/odd/);
  });
});
