import { expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { FanOut } from "../../../src/model/workflow/fan-out.ts";

function fanOut(options: { users?: number[]; size?: number; taking?: number; elsewhere?: number }): FanOut {
  return new FanOut({
    users: options.users ?? [0.4, 0.2, 0.4],
    size: compileDistribution({ kind: "constant", value: options.size ?? 10 }),
    sizeMax: 500,
    takingShare: options.taking ?? 0.5,
    elsewhereShare: options.elsewhere ?? 0.3,
    stream: openStream("fan-out", "groups"),
  });
}
const total = (members: Int32Array) => members.reduce((sum, count) => sum + count, 0);

test("a share of the group reaches for the packet", () => {
  const made = fanOut({ size: 20 });
  made.draw(3, 0);
  expect(total(made.members)).toBe(10);
});

test("nobody splits a packet for more people than reach for it", () => {
  const made = fanOut({ size: 2 });
  made.draw(7, 0);
  expect(total(made.members)).toBe(7);
});

test("no group is larger than the largest", () => {
  const made = fanOut({ size: 9999, taking: 1 });
  made.draw(1, 0);
  expect(total(made.members)).toBe(500);
});

test("the others are where all users are", () => {
  const made = fanOut({ users: [0.6, 0.3, 0.1], size: 500, taking: 1, elsewhere: 1 });
  const sums = [0, 0, 0];
  for (let i = 0; i < 200; i++) {
    made.draw(1, 0);
    made.members.forEach((count, region) => {
      sums[region] = (sums[region] as number) + count;
    });
  }
  expect(sums[0]).toBe(0);
  expect(Math.abs((sums[1] as number) / 100_000 - 0.75)).toBeLessThan(4 * Math.sqrt(0.1875 / 100_000));
});

test("most are at home, the others are spread evenly over the other regions", () => {
  const made = fanOut({ size: 500, taking: 1 });
  const sums = [0, 0, 0];
  for (let i = 0; i < 200; i++) {
    made.draw(1, 1);
    made.members.forEach((count, region) => {
      sums[region] = (sums[region] as number) + count;
    });
  }
  const n = 100_000;
  const near = (share: number) => 4 * Math.sqrt((share * (1 - share)) / n);
  expect(Math.abs((sums[1] as number) / n - 0.7)).toBeLessThan(near(0.7));
  for (const region of [0, 2]) expect(Math.abs((sums[region] as number) / n - 0.15)).toBeLessThan(near(0.15));
});

test("where there is one region all are in it", () => {
  const made = fanOut({ users: [1], elsewhere: 1, size: 40 });
  made.draw(1, 0);
  expect([...made.members]).toEqual([20]);
});
