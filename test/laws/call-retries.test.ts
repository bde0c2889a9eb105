import { describe, expect, test } from "vitest";
import { STEPS } from "../../src/result/result.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

const night = (...set: string[]) => runWorld(smallNight(...set), { warmUpMs: 0 });
const LOSSY = 'faults=[{kind: degradeLine, line: sz-sh-main, loss: 30%, at: "20:00:01"}]';

/** Openings that failed for want of an answer, of those whose packet lives in the other city. */
function failedShare({ totals, network }: ReturnType<typeof night>["result"], callsEach: number): number {
  const { open } = totals;
  // Of a call there and back the second message is sent only if the first got through.
  const calls = (network?.chain?.open.lineMessages ?? 0) / 1.7;
  return (open.failed.call ?? 0) / (calls / callsEach);
}

describe("a call about an order that is not answered in time", () => {
  test("is made again: with n more tries (1 - (1-q)^2)^(1+n) fail", () => {
    const p = 1 - 0.7 ** 2;
    for (const n of [0, 2]) {
      const { world, result } = night(LOSSY, "routes.sz-sh.hello.dead=1000", `network.callRetries=${n}`);
      // 1, or 1 + p + p^2 calls each.
      const exact = p ** (1 + n);
      const each = (1 - exact) / (1 - p);
      const crossed = (result.network?.chain?.open.lineMessages ?? 0) / 1.7 / each;
      const error = 4 * Math.sqrt((exact * (1 - exact)) / (crossed / world.params.k));
      expect(Math.abs(failedShare(result, each) - exact)).toBeLessThan(error);
      expectLawful(world, result);
    }
  });

  test("gets through a cut that a route switches away from meanwhile", () => {
    const cut = 'faults=[{kind: cutLine, line: sz-sh-main, at: "20:00:30", for: 30s}]';
    const [once, again] = [night(cut).result, night(cut, "network.callRetries=6").result];
    expect(once.totals.grab.failed.call).toBeGreaterThan(100);
    expect(again.totals.grab.failed.call ?? 0).toBe(0);
    expect(again.totals.open.failed.call ?? 0).toBe(0);
    // Who was touched is told all the same.
    const touched = ({ incidents }: typeof once) => incidents?.[0]?.touched.requests ?? 0;
    expect(touched(again) / touched(once)).toBeGreaterThan(0.8);
    expect(touched(again) / touched(once)).toBeLessThan(1.2);
  });

  test("changes nothing where every call is answered", () => {
    const [once, again] = [night().result, night("network.callRetries=3").result];
    for (const step of STEPS) expect(again.totals[step]).toEqual(once.totals[step]);
  });
});

test("a share that is asked for twice is shown once: its answer was lost, not the packet", () => {
  // Who lives in hk has orders in sz. Calls get there, answers do not come back; packets are shown in sz all the same.
  const towns = [
    "regions=[{id: sz, users: 50%, campuses: [a]}, {id: hk, users: 50%, campuses: [b], orders: sz}]",
    "lines=[{id: x, between: [sz, hk], bandwidth: 1Gbps, delay: 3ms}]",
    "routes=[{id: r, between: [sz, hk], lines: [x]}]",
    'faults=[{kind: cutLine, line: x, direction: forward, at: "20:00:40", for: 10s}]',
  ];
  const shown = (retries: number) => {
    const packets: number[] = [];
    const scenario = smallNight(...towns, `network.callRetries=${retries}`);
    const { result } = runWorld(scenario, { warmUpMs: 0 }, ({ edges }) => {
      const crowd = edges[0]?.crowd;
      const show = crowd?.show.bind(crowd);
      if (crowd === undefined || show === undefined) throw new Error("no crowd");
      crowd.show = (packet, members, first) => {
        packets.push(packet);
        show(packet, members, first);
      };
    });
    return {
      packets,
      calls: (result.network?.chain?.share.roundTrips ?? 0) / result.totals.share.offered,
    };
  };
  const [once, again] = [shown(0), shown(5)];
  expect(again.calls).toBeGreaterThan(1.05 * once.calls);
  for (const { packets } of [once, again]) expect(new Set(packets).size).toBe(packets.length);
  expect(again.packets.length).toBeGreaterThan(500);
});
