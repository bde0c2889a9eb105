import { expect, test } from "vitest";
import { makePlan } from "../../../src/model/build/plan.ts";
import { smallNight } from "../../laws/small-night.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test("sets are dealt over the campuses in turn, named by number, and live in their campus' region", () => {
  const { sets, idcs } = makePlan(smallNight("sets.count=13"));
  expect(idcs.map(({ id, region, place }) => `${id} ${region} ${place}`)).toEqual([
    "sz-1 0 0",
    "sz-2 0 1",
    "sz-3 0 2",
    "sh-1 1 0",
    "sh-2 1 1",
    "sh-3 1 2",
  ]);
  expect(sets.map(({ name, idc, region }) => `${name} ${idc} ${region}`)).toEqual(
    sets.map((_, i) => `set-${String(i).padStart(2, "0")} ${i % 6} ${i % 6 < 3 ? 0 : 1}`),
  );
});

test("names of sets have as many digits as the last needs, two at least", () => {
  expect(makePlan(smallNight("sets.count=101")).sets.at(-1)?.name).toBe("set-100");
  expect(makePlan(smallNight("sets.count=100")).sets[7]?.name).toBe("set-07");
});

test.each([18, 19, 637, 638])("%d access servers are all placed, as evenly as can be", (servers) => {
  const { clusters } = makePlan(smallNight(`access.servers=${servers}`));
  const sizes = clusters.map((cluster) => cluster.servers);
  expect(clusters.length).toBe(18);
  expect(sum(sizes)).toBe(servers);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
});

test("the carriers' shares of a region's users add up, and the gala's are a third each", () => {
  const { entryShare, entryWeights } = makePlan(smallNight());
  for (const shares of entryShare) {
    expect(sum(shares)).toBeCloseTo(1, 12);
    for (const share of shares) expect(Math.abs(share - 1 / 3)).toBeLessThan(0.002);
  }
  for (const weights of entryWeights) expect(weights.map((byType) => byType.length)).toEqual([4, 4, 4]);
});

test("a region may have a mix of its own, and with it other shares of the carriers", () => {
  const { entryShare, entryWeights } = makePlan(
    smallNight("regions.sh.mix={wifi: 100%, 4g: 0%, 3g: 0%, 2g: 0%}"),
  );
  // All of Shanghai by the fixed line; Shenzhen as it was.
  expect(entryShare[1]?.map((share) => Math.round(1000 * share))).toEqual([483, 418, 99]);
  expect(entryShare[0]?.every((share) => Math.abs(share - 1 / 3) < 0.002)).toBe(true);
  expect(entryWeights[1]?.every(([, ...cellular]) => sum(cellular) === 0)).toBe(true);
});
