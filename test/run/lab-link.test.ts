import { expect, test } from "vitest";
import { runLab } from "../../src/run/lab-run.ts";
import { lab } from "./lab-text.ts";

async function runLink(link: string, source = "") {
  const result = await runLab(
    lab(`
run: {requests: 20k, warmup: 100, replications: 4}
sources: [{id: users, arrivals: {poisson: 10/s}, path: [line]${source}}]
links: [{id: line, bandwidth: 10Mbps, message: 1000B, ${link}}]
`),
  );
  const [users, line] = [result.sources[0], result.links[0]];
  if (users === undefined || line === undefined) throw new Error("parts are missing");
  return { users, line };
}

test("what is lost on a link ends there for a source without patience, and is silence for a client", async () => {
  const { users, line } = await runLink("loss: 20%");
  for (const { counts } of [users, line]) {
    expect(counts.done + counts.lost).toBe(counts.offered);
    expect(Math.abs(counts.lost / counts.offered - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / counts.offered));
  }
  const client = await runLink("loss: 20%", ", client: {timeout: 1s, retries: 1}");
  expect(client.users.counts).toMatchObject({ lost: 0, refused: 0 });
  expect(client.users.figures.timedOut?.estimate).toBeCloseTo(0.04, 2);
  expect(client.users.figures.attempts?.estimate).toBeCloseTo(1.2, 2);
});

test("retransmissions make it late instead, in bursts too", async () => {
  const { users, line } = await runLink("loss: 10%, retransmit: 1s", ", slowerThan: [1s, 3s]");
  expect([users.counts.lost, line.figures.lost?.estimate]).toEqual([0, expect.closeTo(0.1, 2)]);
  expect(users.figures["slower@1s"]?.estimate).toBeCloseTo(0.1, 2);
  expect(users.figures["slower@3s"]?.estimate).toBeCloseTo(0.01, 2);
  const bursty = await runLink(
    "bursts: {toBad: 5%, toGood: 50%}, retransmit: 100ms",
    ", slowerThan: [100ms]",
  );
  expect(bursty.line.figures.burst?.estimate).toBeCloseTo(2, 1);
  expect(bursty.line.figures.lost?.estimate).toBeCloseTo(0.05 / 0.55, 2);
  // Less often than messages at large: what is sent again takes its share of the bursts.
  const late = bursty.users.figures["slower@100ms"]?.estimate;
  expect(late).toBeGreaterThan(0.06);
  expect(late).toBeLessThan(0.05 / 0.55);
});

test("a link refuses what finds so many waiting, however short they are", async () => {
  expect((await runLink("queueMax: 3")).line.counts.refused).toBe(0);
  // Ten a second of one second each: the link is always busy, and three wait.
  const result = await runLab(
    lab(`
run: {requests: 4k, warmup: 100, replications: 2}
sources: [{id: users, arrivals: {poisson: 10/s}, path: [line]}]
links: [{id: line, bandwidth: 8kbps, message: 1000B, queueMax: 3}]
`),
  );
  const figure = (name: string) => result.links[0]?.figures[name]?.estimate;
  expect(figure("utilisation")).toBeGreaterThan(0.99);
  expect(figure("refused")).toBeCloseTo(0.9, 1);
  expect(figure("wait.p999")).toBeLessThanOrEqual(3000 * 1.01);
  expect(figure("wait.p50")).toBeGreaterThan(2000);
});
