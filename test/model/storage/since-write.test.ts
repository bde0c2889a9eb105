import { expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { ReplicaGroup } from "../../../src/model/storage/replica-group.ts";
import { SINCE_BINS, SinceWrite, sinceFromMs } from "../../../src/model/storage/since-write.ts";

test("the bins follow each other without a gap, and every time falls into the one that holds it", () => {
  for (let bin = 0; bin < SINCE_BINS; bin++) {
    const since = new SinceWrite();
    const fromMs = sinceFromMs(bin);
    since.note(fromMs * 1.0001, false);
    since.note((bin === SINCE_BINS - 1 ? 2 * fromMs : sinceFromMs(bin + 1)) * 0.9999, true);
    expect(since.reads[bin], `bin ${bin}`).toBe(2);
    expect(since.stale[bin]).toBe(1);
  }
  const since = new SinceWrite();
  since.note(0, true);
  expect(since.stale[0]).toBe(1);
});

test("the share of stale reads falls with the time since the write as e^-t, for exponential legs (Bailis 2012)", () => {
  const exponential = compileDistribution({ kind: "exponential", mean: 1 });
  const stream = openStream("since", "reads");
  const group = new ReplicaGroup({
    name: "group",
    replicas: 3,
    write: 1,
    read: 1,
    discipline: "independent",
    legsMs: { write: exponential, ack: exponential, read: exponential, reply: exponential },
    recoveryMs: 1000,
    stream: openStream("since", "group"),
  });
  let nowMs = 0;
  for (let i = 0; i < 400_000; i++) {
    const doneMs = group.write(nowMs, -1);
    group.read(doneMs + 8 * stream.uniform(), group.entry);
    nowMs += 100;
  }
  const { reads, stale } = group.staleness.since;
  // P(stale, t) = p0 e^-t with p0 = 965/3888 for N = 3, W = R = 1.
  const p0 = 965 / 3888;
  let checked = 0;
  for (let bin = 1; bin < SINCE_BINS - 1; bin++) {
    const n = reads[bin] as number;
    const [a, b] = [sinceFromMs(bin), Math.min(8, sinceFromMs(bin + 1))];
    if (n < 1000 || b <= a) continue;
    const expected = (p0 * (Math.exp(-a) - Math.exp(-b))) / (b - a);
    const error = Math.sqrt((expected * (1 - expected)) / n);
    expect(Math.abs((stale[bin] as number) / n - expected), `${a} to ${b} ms`).toBeLessThan(4 * error);
    checked++;
  }
  expect(checked).toBeGreaterThan(10);
  expect(stale.reduce((a, b) => a + b, 0)).toBe(group.staleness.stale);
});
