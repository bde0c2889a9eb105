import { describe, expect, it } from "vitest";
import { NO_NODE, Ring } from "../../../src/model/site/ring.ts";

/** Share of the first `keys` users that each node of the ring has. */
function shares(ring: Ring, keys: number): number[] {
  const counts = new Int32Array(ring.nodes);
  for (let key = 0; key < keys; key++) {
    const node = ring.lookup(key);
    counts[node] = (counts[node] as number) + 1;
  }
  return Array.from(counts, (count) => count / keys);
}

function cv(values: readonly number[]): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) / mean;
}

describe("Ring", () => {
  it("gives shares like Beta(V, (N-1)V): N=10, V=100 a cv of .0948 and a largest of 1.1591 means", () => {
    // Over 300 rings; by key counts of 20,000, which add 1/sqrt(2,000) of sampling spread.
    const rings = Array.from({ length: 300 }, (_, salt) =>
      shares(new Ring({ nodes: 10, virtualNodes: 100, salt }), 20_000),
    );
    const squares = rings.map((ring) => cv(ring) ** 2);
    const mean = squares.reduce((sum, x) => sum + x, 0) / squares.length;
    const se = Math.sqrt(squares.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / squares.length;
    const exact = 9 / 1001 + 9 / 20_000;
    expect(Math.abs(mean - exact)).toBeLessThanOrEqual(4 * se);
    expect(se / exact).toBeLessThan(0.04);
    const most = rings.map((ring) => 10 * Math.max(...ring));
    const meanMost = most.reduce((sum, x) => sum + x, 0) / most.length;
    const seMost = Math.sqrt(most.reduce((sum, x) => sum + (x - meanMost) ** 2, 0)) / most.length;
    // The sampling spread widens the largest by a factor of sqrt(exact / (9/1001)).
    const exactMost = 1 + 0.1591 * Math.sqrt(exact / (9 / 1001));
    expect(Math.abs(meanMost - exactMost)).toBeLessThanOrEqual(4 * seMost);
  });

  it("is lumpier with fewer virtual nodes: V=1 gives a cv near sqrt((N-1)/(N+1))", () => {
    const rings = Array.from(
      { length: 300 },
      (_, salt) => cv(shares(new Ring({ nodes: 10, virtualNodes: 1, salt }), 5000)) ** 2,
    );
    const mean = rings.reduce((sum, x) => sum + x, 0) / rings.length;
    const se = Math.sqrt(rings.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / rings.length;
    expect(Math.abs(mean - 9 / 11)).toBeLessThanOrEqual(4 * se);
  });

  it("moves 1/(N+1) of the keys when a node joins, all of them to it; modulo moves N/(N+1)", () => {
    const keys = 5000;
    const moved: number[] = [];
    for (let salt = 0; salt < 60; salt++) {
      const before = new Ring({ nodes: 10, virtualNodes: 100, salt });
      const after = new Ring({ nodes: 11, virtualNodes: 100, salt });
      let count = 0;
      let elsewhere = 0;
      for (let key = 0; key < keys; key++) {
        const node = after.lookup(key);
        if (node === before.lookup(key)) continue;
        count++;
        if (node !== 10) elsewhere++;
      }
      expect(elsewhere).toBe(0);
      moved.push(count / keys);
    }
    const mean = moved.reduce((sum, x) => sum + x, 0) / moved.length;
    const se = Math.sqrt(moved.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / moved.length;
    expect(Math.abs(mean - 1 / 11)).toBeLessThanOrEqual(4 * se);
    const all = Array.from({ length: 11_000 }, (_, key) => key);
    expect(all.filter((key) => key % 10 !== key % 11).length / 11_000).toBeCloseTo(10 / 11, 2);
  });

  it("knows the share of all keys that its last nodes have, as counted", () => {
    const ring = new Ring({ nodes: 10, virtualNodes: 100 });
    const counted = shares(ring, 400_000);
    const last = (counted[8] as number) + (counted[9] as number);
    // A standard error of a count of 80,000.
    expect(Math.abs(ring.shareFrom(8) - last)).toBeLessThan((4 * 250) / 400_000);
    expect(ring.shareFrom(0)).toBeCloseTo(1, 12);
    expect(ring.shareFrom(10)).toBe(0);
  });

  it("spreads the keys of a masked node over the others and moves no other key", () => {
    const ring = new Ring({ nodes: 10, virtualNodes: 100 });
    const mask = new Uint8Array(10);
    mask[3] = 1;
    const takers = new Set<number>();
    for (let key = 0; key < 20_000; key++) {
      const node = ring.lookup(key);
      const instead = ring.lookupExcluding(mask, key);
      if (node !== 3) expect(instead).toBe(node);
      else takers.add(instead);
    }
    expect([...takers].sort((a, b) => a - b)).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9]);
    expect(ring.lookupExcluding(new Uint8Array(10).fill(1), 7)).toBe(NO_NODE);
  });

  it("gives the same answer for the same ring, whatever the size: one node, one point, negative keys", () => {
    expect(new Ring({ nodes: 1, virtualNodes: 1 }).lookup(-5)).toBe(0);
    const a = new Ring({ nodes: 48, virtualNodes: 100 });
    const b = new Ring({ nodes: 48, virtualNodes: 100 });
    for (let key = -1000; key < 1000; key++)
      expect(a.lookup(key * 1_000_003)).toBe(b.lookup(key * 1_000_003));
    expect(() => new Ring({ nodes: 0, virtualNodes: 1 })).toThrow(RangeError);
  });
});
