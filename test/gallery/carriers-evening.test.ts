import { expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

/** The town's links are as narrow as its traffic is thin. */
const LINKS = `
carriers:
  uplink: {bandwidth: 4.8Mbps}
  downlink: {bandwidth: 9.6Mbps}
`;

function night(...set: string[]) {
  const scenario = townOf("carriers-evening.yaml", LINKS, ["run.to=22:34:50", "run.drain=20s", ...set]);
  return runWorld(scenario, { fromMs: atMs("22:33:20"), warmUpMs: 20_000 }).result;
}

const AWAKE = ["4g", "3g", "2g"].map((type) => `carriers.access.${type}.radio={kind: awake}`);
const calm = night("carriers.entries.mobile.evening=[]");
const most = (values: readonly (number | null)[] = []) => Math.max(...values.map(Number));
const of = (result: typeof calm, entry: string) => result.series.parts.carriers?.[entry] ?? {};

test("whoever begins something pays for a sleeping radio, whoever is in the midst of it does not", () => {
  const awake = night("carriers.entries.mobile.evening=[]", ...AWAKE);
  const later = (step: "shake" | "send" | "open") =>
    (calm.latencyMs[step].client.mean ?? 0) - (awake.latencyMs[step].client.mean ?? 0);
  // 15 % at 75 ms, 20 % at 1,350 ms, 10 % at 1,250 ms.
  expect(later("send")).toBeGreaterThan(300);
  expect(later("send")).toBeLessThan(500);
  expect(later("shake")).toBeLessThan(60);
  expect(later("open")).toBeLessThan(30);
});

test("bursts cost one retransmission after another, at the same share of losses", () => {
  const even = night(
    "carriers.entries.mobile.evening=[]",
    "carriers.access.4g.bursts={toBad: 1.64%, toGood: 98.36%}",
    "carriers.access.3g.bursts={toBad: 3.23%, toGood: 96.77%}",
    "carriers.access.2g.bursts={toBad: 6.25%, toGood: 93.75%}",
  );
  const mean = ({ latencyMs }: typeof calm) => latencyMs.open.client.mean ?? 0;
  // Of all messages, each way: share lost x first timeout = 19 ms, five times that where 40 % are lost again.
  expect(mean(calm) - mean(even)).toBeGreaterThan(40);
  const lost = (result: typeof calm) => Number(of(result, "sz/mobile").retransmitShare?.[1]);
  expect(Math.abs(lost(calm) / lost(even) - 1)).toBeLessThan(0.2);
});

test("the evening fills one carrier's links, in both cities, and nobody else's", () => {
  const busy = night();
  for (const city of ["sz", "sh"]) {
    const [own, before] = [of(busy, `${city}/mobile`), of(calm, `${city}/mobile`)];
    expect(Math.min(...(own.capacityShare ?? []).map(Number))).toBeLessThan(0.3);
    expect(most(own.upUtilisation)).toBeGreaterThan(2 * most(before.upUtilisation));
    expect(most(of(busy, `${city}/unicom`).upUtilisation)).toBeLessThan(1.2 * most(before.upUtilisation));
  }
});
