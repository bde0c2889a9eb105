import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Federation } from "../../src/kernel/federation.ts";
import { InvariantError } from "../../src/kernel/invariant.ts";
import { openStream } from "../../src/kernel/random.ts";

interface Setup {
  seed: string;
  districts: number;
  lookaheadMs: number;
  groups?: readonly number[];
}

/** The least time that any message of `trace` takes [ms]. */
const TRUE_LOOKAHEAD_MS = 2;

/**
 * Districts that serve local events and write to each other, on a grid of times so that ties abound. Returns
 * each district's trace of (time, what, from whom, payload).
 */
function trace({ seed, districts, lookaheadMs, groups }: Setup): string[][] {
  const fed = new Federation({ districts, lookaheadMs, ...(groups === undefined ? {} : { groups }) });
  const logs: string[][] = Array.from({ length: districts }, () => []);
  const mail: number[] = [];
  for (let i = 0; i < districts; i++) {
    const sim = fed.district(i);
    const inbox = fed.inbox(i);
    const log = logs[i] as string[];
    const stream = openStream(seed, `district ${i}`);
    const local = sim.register((arg) => {
      log.push(`${sim.now} local ${arg}`);
      if (stream.chance(0.3)) sim.after(stream.integer(4), local, arg + 1);
      const to = stream.integer(districts);
      if (to === i) return;
      const timeMs = sim.now + TRUE_LOOKAHEAD_MS + stream.integer(3);
      fed.send(i, to, timeMs, mail[to] as number, arg, sim.now, stream.uniform());
    });
    mail.push(
      fed.onMessage(i, (slot) => {
        log.push(
          `${sim.now} from ${inbox.from[slot]} ${inbox.arg[slot]} ${inbox.get(slot, 0)} ${inbox.get(slot, 1)}`,
        );
        if (stream.chance(0.7)) sim.after(stream.integer(3), local, 0);
      }),
    );
    for (let k = 0; k < 30; k++) sim.at(10 * k, local, k);
  }
  fed.run(300);
  return logs;
}

describe("Federation", () => {
  test("a trace depends neither on the lookahead nor on which districts run together", () => {
    const setups = fc.record({
      seed: fc.string({ maxLength: 5 }),
      districts: fc.integer({ min: 2, max: 6 }),
      share: fc.constantFrom(1, 0.75, 0.5, 0.3, 0.013),
      deal: fc.array(fc.nat({ max: 5 }), { minLength: 6, maxLength: 6 }),
    });
    let events = 0;
    fc.assert(
      fc.property(setups, ({ seed, districts, share, deal }) => {
        const together = trace({ seed, districts, lookaheadMs: TRUE_LOOKAHEAD_MS });
        events += together.flat().length;
        const alone = together.map((_, i) => i);
        const names = [...new Set(deal.slice(0, districts))];
        const groups = alone.map((i) => names.indexOf(deal[i] as number));
        const lookaheadMs = TRUE_LOOKAHEAD_MS * share;
        expect(trace({ seed, districts, lookaheadMs, groups: alone })).toEqual(together);
        expect(trace({ seed, districts, lookaheadMs, groups })).toEqual(together);
        const turned = alone.toReversed();
        expect(trace({ seed, districts, lookaheadMs: TRUE_LOOKAHEAD_MS, groups: turned })).toEqual(together);
      }),
      { seed: 7, numRuns: 60 },
    );
    expect(events).toBeGreaterThan(10_000);
  });

  test("messages of equal time arrive in the order of their senders' districts", () => {
    const fed = new Federation({ districts: 3, lookaheadMs: 1, groups: [2, 1, 0] });
    const from: number[] = [];
    const mail = fed.onMessage(0, (slot) => from.push(fed.inbox(0).from[slot] as number));
    for (const i of [2, 1]) {
      const tell = fed.district(i).register(() => fed.send(i, 0, 9, mail));
      fed.district(i).at(1, tell);
    }
    fed.run(10);
    expect(from).toEqual([1, 2]);
  });

  test("a message sooner than the lookahead is an invariant error that names the sender", () => {
    const fed = new Federation({ districts: 2, lookaheadMs: 5, names: ["sz", "sh"] });
    const mail = fed.onMessage(1, () => {});
    fed.send(0, 1, 5, mail);
    expect(() => fed.send(0, 1, 4.999, mail)).toThrow("sz at 0 ms: sends to district 1 for 4.999 ms");
    expect(() => fed.send(0, 0, 9, mail)).toThrow(InvariantError);
    expect(() => fed.send(0, 7, 9, mail)).toThrow(InvariantError);
  });

  test("a district that schedules into another group's list is found out", () => {
    const fed = new Federation({ districts: 2, lookaheadMs: 1, groups: [0, 1] });
    const [a, b] = [fed.district(0), fed.district(1)];
    const nothing = b.register(() => {});
    b.at(5, nothing);
    a.at(
      2,
      a.register(() => b.at(4, nothing)),
    );
    expect(() => fed.run(10)).toThrow("district 1 at 5 ms: was scheduled into from outside");
  });

  test("a message carries eight numbers and an int", () => {
    const fed = new Federation({ districts: 2, lookaheadMs: 1 });
    const seen: number[] = [];
    const inbox = fed.inbox(1);
    const mail = fed.onMessage(1, (slot) => {
      seen.push(inbox.arg[slot] as number);
      for (let k = 0; k < 8; k++) seen.push(inbox.get(slot, k));
    });
    fed.send(0, 1, 3, mail, -5, 0.1, 2, 3, 4, 5, 6, 7, 1e300);
    fed.run(4);
    expect(seen).toEqual([-5, 0.1, 2, 3, 4, 5, 6, 7, 1e300]);
  });

  test("a slot is free after its handler, unless it is kept", () => {
    const fed = new Federation({ districts: 2, lookaheadMs: 1 });
    const inbox = fed.inbox(1);
    const kept: number[] = [];
    const mail = fed.onMessage(1, (slot) => {
      if (inbox.arg[slot] !== 0) return;
      inbox.keep(slot);
      kept.push(slot);
    });
    for (let i = 0; i < 200; i++) fed.send(0, 1, 1 + i, mail, i % 100, i);
    fed.run(1000);
    expect(inbox.size).toBe(2);
    expect(kept.map((slot) => inbox.get(slot, 0))).toEqual([0, 100]);
    for (const slot of kept) inbox.free(slot);
    inbox.free(kept[0] as number);
    expect(inbox.size).toBe(0);
  });

  test.each([[[0, 0]], [[0, 1]]])(
    "run fires what lies before its end and goes on from there: groups %j",
    (groups) => {
      const fed = new Federation({ districts: 2, lookaheadMs: 3, groups });
      const fired: number[] = [];
      const note = fed.district(1).register(() => fired.push(fed.district(1).now));
      for (const timeMs of [1, 10, 11]) fed.district(1).at(timeMs, note);
      fed.run(10);
      expect([fired, fed.district(0).now, fed.district(1).now, fed.now]).toEqual([[1], 10, 10, 10]);
      fed.run(Number.POSITIVE_INFINITY);
      expect([fired, fed.district(1).now]).toEqual([[1, 10, 11], 11]);
    },
  );

  test("groups are numbered without a gap", () => {
    expect(() => new Federation({ districts: 2, lookaheadMs: 1, groups: [0, 2] })).toThrow("without a gap");
  });

  test.each([[[0, 0]], [[0, 1]]])("a cap stops the federation and is told: groups %j", (groups) => {
    const fed = new Federation({ districts: 2, lookaheadMs: 1, eventsMax: 5, groups });
    const sim = fed.district(1);
    const tick = sim.register(() => sim.after(1, tick));
    sim.at(0, tick);
    expect([fed.run(100), fed.capHit]).toEqual([false, true]);
  });
});
