import { expect, test } from "vitest";
import { type Result, STEPS } from "../../src/result/result.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** A small night with access servers that can do half of what is asked in the round, and no bound to their queues. */
function slowAccess(set: readonly string[], overload = "kind: none"): Result {
  const scenario = smallNight(
    "run.scale=1/20",
    "run.drain=10min",
    "access.servers=18",
    "access.workers=1",
    "access.serviceTime=1.8ms",
    "access.queueMax=10M",
    `access.overload={${overload}}`,
    ...set,
  );
  const { world, result } = runWorld(scenario);
  expectLawful(world, result);
  return result;
}

const answered = ({ simulated: { shake } }: Result) => shake.answered.full + shake.answered.degraded;
const unanswered = ({ simulated: { shake } }: Result) =>
  [...Object.values(shake.refused), ...Object.values(shake.failed)].reduce((sum, count) => sum + count, 0);

const NAIVE = ["client.retries=4", "client.retryPause=0s", "client.jitter=0%"];
const naive = slowAccess(NAIVE);

test("no request outlives the patience of its handset, however long it stands in a queue", () => {
  // Twice 15 s, and a pause of 1.5 s at most.
  const { latencyMs } = slowAccess(["client.retries=1"]);
  for (const step of STEPS) expect(latencyMs[step].client.max ?? 0).toBeLessThan(31_500);
});

test("nor however long it is on the air", () => {
  const congested = (carrier: string) =>
    `{kind: congestCarrier, region: sz, carrier: ${carrier}, at: "20:00:10", for: 90s, capacity: 100%, loss: 80%}`;
  const { world, result } = runWorld(
    smallNight("run.drain=10min", `faults=[${["telecom", "unicom", "mobile"].map(congested).join()}]`),
  );
  expectLawful(world, result);
  for (const step of STEPS) expect(result.latencyMs[step].client.max ?? 0).toBeLessThan(31_500);
});

test("a shake that brings nothing is followed by another one as often as people say, no more", () => {
  const result = slowAccess(["client.retries=0", "client.again.afterFailure=50%"]);
  const { again = 0, offered } = result.simulated.shake;
  expect(naive.simulated.shake.again).toBe(undefined);
  expect(again).toBeGreaterThan(1000);
  // But for those whose turn would come when the night is over.
  expect(again / unanswered(result)).toBeGreaterThan(0.35);
  expect(again / unanswered(result)).toBeLessThan(0.51);
  expect(offered - again).toBe(naive.simulated.shake.offered);
});

test("a busy page stops those whom it stops, and only them", () => {
  const busy = (afterBusy: string) =>
    slowAccess([`client.again.afterBusy=${afterBusy}`], "kind: tokenBucket, rate: 200/s").simulated.shake;
  const [stopped, not] = [busy("0%"), busy("90%")];
  expect(stopped.again).toBe(undefined);
  expect(not.again).toBeGreaterThan(0.5 * (stopped.refused.access ?? 0));
});

test("a retry budget bounds what retries add to the load, whatever the servers do", () => {
  const { shake } = slowAccess([
    ...NAIVE,
    "client.retryBudget={kind: shared, share: 10%, burst: 20}",
  ]).simulated;
  const all = naive.simulated.shake;
  expect(all.attempts / all.offered).toBeGreaterThan(2);
  expect(shake.attempts / shake.offered).toBeLessThan(1.11);
  expect(shake.attempts / shake.offered).toBeGreaterThan(1.05);
});

test("deadlines that travel leave servers no work for handsets that have gone", () => {
  const result = slowAccess([...NAIVE, "client.deadlines.kind=travel"]);
  expect(answered(result)).toBeGreaterThan(1.3 * answered(naive));
  expect(result.latencyMs.shake.client.max ?? 0).toBeLessThan(5 * 15_000);
});

test("DAGOR at the access servers goes by user: who is let in once is let in again", () => {
  const dagor = slowAccess(["client.retries=0"], "kind: dagor, window: 200ms");
  expect(dagor.simulated.shake.refused.access).toBeGreaterThan(1000);
  expect(dagor.latencyMs.shake.client.p50 ?? 0).toBeLessThan(1000);
  // A grab is more important than a shake, and an opening than a grab.
  const share = (step: "shake" | "grab" | "open") =>
    (dagor.simulated[step].refused.access ?? 0) / dagor.simulated[step].offered;
  expect(share("open")).toBeLessThanOrEqual(share("grab"));
});
