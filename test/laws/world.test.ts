import { describe, expect, test } from "vitest";
import type { PacketStore } from "../../src/model/storage/packet-store.ts";
import { STEPS, type StepCounts } from "../../src/result/result.ts";
import { collect } from "../../src/run/collect.ts";
import { runWorld, smallNight } from "./small-night.ts";

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const figures = ({ answered, refused, failed, outcomes, again = 0, ...rest }: StepCounts) => [
  again,
  ...Object.values(rest),
  ...[answered, refused, failed, outcomes].flatMap((some) => Object.values(some)),
];

const night = smallNight();
const { world, result } = runWorld(night);

describe("what was offered", () => {
  test("is answered, refused, failed or in flight, cumulatively at the end of every window", () => {
    for (const step of STEPS) {
      const { offered, full, degraded, refused, failed, inFlight } = result.series.steps[step];
      let left = 0;
      offered.forEach((count, i) => {
        left += count;
        for (const ended of [full, degraded, refused, failed]) left -= ended[i] as number;
        expect(inFlight[i]).toBe(left);
      });
      expect(Math.min(...inFlight)).toBeGreaterThanOrEqual(0);
      expect(sum(offered)).toBe(result.totals[step].offered);
    }
  });

  test("is accounted for in the totals by who refused, why it failed and what the answer said", () => {
    for (const step of STEPS) {
      const { offered, answered, refused, failed, inFlight, outcomes } = result.totals[step];
      const answers = answered.full + answered.degraded;
      expect(answers + sum(Object.values(refused)) + sum(Object.values(failed)) + inFlight).toBe(offered);
      expect(sum(Object.values(outcomes))).toBe(answers);
    }
  });

  test("has all ended in a world that has drained, and no request is left over", () => {
    expect(STEPS.map((step) => result.totals[step].inFlight)).toEqual([0, 0, 0, 0, 0]);
    expect(world.edges.map((edge) => edge.requests.size)).toEqual([0, 0]);
    expect(world.atRest()).toBe(true);
  });

  test("is a whole number as simulated, and k times that in the totals", () => {
    for (const step of STEPS) {
      expect(figures(result.simulated[step]).every(Number.isSafeInteger)).toBe(true);
      expect(figures(result.totals[step])).toEqual(figures(result.simulated[step]).map((n) => n * 50));
    }
  });

  test("leads on: winners and senders share, the granted open, and who opens is owed", () => {
    const { shake, send, share, grab, open } = result.simulated;
    expect(share.offered).toBe((shake.outcomes.won ?? 0) + (send.outcomes.sent ?? 0));
    expect(open.offered).toBeGreaterThan(0.95 * (grab.outcomes.granted ?? 0));
    expect(open.offered).toBeLessThanOrEqual(grab.outcomes.granted ?? 0);
    const kept = shake.outcomes.won ?? 0;
    expect(result.money.sharesOpened).toBe(50 * ((open.outcomes.opened ?? 0) + kept));
    expect(sum(world.edges.map((edge) => edge.mail.shown))).toBe(grab.offered);
  });
});

describe("money", () => {
  test("that was created was opened, given back or is still in packets; what was opened is credited or owed", () => {
    const { createdFen, openedFen, refundedFen, remainingFen, creditedFen, owedFen } = result.money;
    expect(createdFen).toBeGreaterThan(0);
    expect(openedFen + refundedFen + remainingFen).toBe(createdFen);
    expect(creditedFen + owedFen).toBe(openedFen);
    expect(owedFen).toBe(0);
    expect(result.money.violations).toEqual([]);
  });

  test("paid twice to one user is a violation that the result tells", () => {
    const { world: broken } = runWorld(smallNight("run.to=20:00:40"));
    const packets = broken.idcs.flatMap((idc) => idc.cells.map((cell) => cell.parts.packets));
    const grantedTwo = (store: PacketStore) =>
      Array.from({ length: store.slots }, (_, slot) => store.granted(slot)).findIndex((shares) => shares > 1);
    const store = packets.find((each) => grantedTwo(each) >= 0) as PacketStore;
    const slot = grantedTwo(store);
    store.claimed.setMember(store.claimAt(slot, 1), store.claimed.member(store.claimAt(slot, 0)));
    expect(collect(broken, []).money.violations).toEqual([
      expect.stringMatching(/granted member -?\d+ two shares/),
    ]);
  });
});
