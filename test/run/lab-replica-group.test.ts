import { expect, test } from "vitest";
import { runLab } from "../../src/run/lab-run.ts";
import { lab } from "./lab-text.ts";

async function store(text: string) {
  const { replicaGroups } = await runLab(
    lab(`
run: {requests: 4k, warmup: 100, replications: 2}
sources: [{id: users, arrivals: {poisson: 1/s}, path: [store]}]
replicaGroups: [{id: store, replicas: 3, ${text}}]
`),
  );
  return (name: string) => replicaGroups[0]?.figures[name]?.estimate;
}

const NEAR = "legs: {write: 1ms, ack: 1ms, read: 1ms, reply: 1ms}";

test("replicas that are away are as much further on each leg, all but the one where the operation comes from", async () => {
  const one = await store(`write: 1, read: 1, away: 50ms, ${NEAR}`);
  expect([one("response.mean"), one("read.mean")]).toEqual([expect.closeTo(2, 6), expect.closeTo(2, 6)]);
  // A third of the reads come from where the write was taken; at once nobody else has it.
  expect(one("fresh@0ms")).toBeCloseTo(1 / 3, 1);
  const two = await store(`write: 2, read: 3, away: 50ms, ${NEAR}`);
  expect([two("response.mean"), two("read.mean")]).toEqual([expect.closeTo(102, 6), expect.closeTo(102, 6)]);
});

test("what is sent to a quorum alone never reaches the others", async () => {
  const quorum = await store(
    `write: 2, read: 1, sentTo: quorum, readAfter: [1min], ${NEAR.replace("read: 1ms", "read: {exponential: 1ms}")}`,
  );
  expect(quorum("fresh@1min")).toBeCloseTo(2 / 3, 1);
  const all = await store(`write: 2, read: 1, readAfter: [1min], ${NEAR}`);
  expect(all("fresh@1min")).toBe(1);
});

test("where all write one key reads fall several versions behind, where each has its own one at most", async () => {
  const slow =
    "write: 1, read: 1, legs: {write: {exponential: 10s}, ack: 0s, read: {exponential: 1ms}, reply: 0s}";
  const [own, shared] = [await store(slow), await store(`${slow}, oneKey: true`)];
  expect(own("within.2")).toBe(1);
  expect(shared("within.2")).toBeLessThan(0.9);
  expect(shared("within.10")).toBeGreaterThan(shared("within.2") ?? 1);
});
