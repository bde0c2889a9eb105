import fc from "fast-check";
import { at, maybe, millis, percent, seconds } from "./any-quantity.ts";

const none = fc.constant({ kind: "none" });
const queueWait = fc.record({
  kind: fc.constant("queueWait"),
  threshold: millis(1, 50),
  window: millis(200, 2000),
  step: percent(1, 50),
  max: percent(50, 99),
});
const dagor = fc.record({
  kind: fc.constant("dagor"),
  threshold: millis(1, 50),
  window: millis(200, 2000),
  requests: fc.integer({ min: 1, max: 2000 }),
  decrease: percent(1, 99),
  increase: percent(1, 20),
  users: fc.constantFrom(1, 2, 128),
});
const tokenBucket = fc.record({
  kind: fc.constant("tokenBucket"),
  rate: fc.constantFrom("1/s", "100/s", "10k/s"),
  burst: fc.integer({ min: 1, max: 200 }),
});

/** What a server may refuse work by. */
export const overload = fc.oneof(
  none,
  queueWait,
  dagor,
  tokenBucket,
  fc.record({ kind: fc.constant("codel"), target: millis(1, 50), interval: millis(10, 500) }),
  fc.record({ kind: fc.constant("concurrencyLimit"), limit: fc.integer({ min: 1, max: 300 }) }),
  fc.record({
    kind: fc.constant("adaptiveLimit"),
    target: millis(1, 100),
    window: millis(100, 2000),
    initial: fc.integer({ min: 20, max: 100 }),
    backOff: percent(1, 99),
  }),
  fc.record({ kind: fc.constant("boundedQueue"), length: fc.integer({ min: 1, max: 300 }) }),
);

const also = fc.array(
  fc.constantFrom(
    { trigger: "queueWait", on: "5ms", off: "1ms" },
    { trigger: "failures", on: "5%", off: "1%" },
    { trigger: "queueDepth", on: 20, off: 5 },
  ),
  { maxLength: 2 },
);

/** Rungs that give up some of these, in their order, the first at a load of `on` percent. */
function rungs(gives: string[]) {
  return fc
    .record({ taken: fc.subarray(gives), on: fc.integer({ min: 1, max: 80 }), apart: fc.nat(3), also })
    .map(({ taken, on, apart, also: more }) =>
      taken.map((what, i) => ({
        name: what,
        gives: what,
        on: `${on + i * apart}%`,
        off: `${on / 2}%`,
        saves: "10%",
        also: more,
      })),
    );
}

/** Ladders of sets and of access servers, and what operators take of them. */
export const ladder = fc
  .record({
    every: millis(10, 2000),
    window: millis(100, 5000),
    dwell: millis(0, 5000),
    settle: millis(0, 5000),
    catchUp: seconds(1, 20),
    rungs: rungs(["avatars", "details", "lists", "credit", "share", "open", "grab"]),
    access: fc.record({
      window: millis(100, 5000),
      dwell: millis(0, 5000),
      settle: millis(0, 5000),
      rungs: rungs(["pictures", "shakes"]),
    }),
    hands: fc.array(
      fc.record({
        rung: fc.nat(8),
        at: at(),
        for: maybe(seconds(1, 15)),
        regions: fc.constantFrom("all", ["sz"]),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ hands, ...drawn }) => {
    const names = [...drawn.rungs, ...drawn.access.rungs].map(({ name }) => name);
    const byHand = hands.map((hand) => ({ ...hand, rung: names[hand.rung % names.length] }));
    return { ...drawn, byHand: names.length > 0 ? byHand : [] };
  });
