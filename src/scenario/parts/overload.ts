import { z } from "zod";
import { complain } from "../complaint.ts";
import { assumed, type LeafMeta, leaf, named, quantity, word } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { rate } from "../units/rate.ts";
import { share } from "../units/share.ts";
import { choice } from "./choice.ts";

const published = (source: string) => (description: string) =>
  ({ description, mark: "published", source }) satisfies LeafMeta;
const phxrpc = published("PhxRPC's defaults (WeChat's RPC layer)");
const dagor = published("DAGOR paper (SoCC 2018)");
const rfc8289 = published("RFC 8289's defaults, made for packets");
const aimd = published("defaults of Netflix's concurrency-limits");

const queueWait = z.strictObject({
  kind: word(["queueWait"], phxrpc("Kind of overload control: refusal by queue wait")),
  threshold: quantity(duration, phxrpc("Mean queue wait above which more is refused")).prefault("20ms"),
  window: quantity(duration, phxrpc("Time over which the wait is averaged, and between two changes"), {
    positive: true,
  }).prefault("1s"),
  step: quantity(share, phxrpc("Change of the refused share at the end of a window"), {
    positive: true,
  }).prefault("5%"),
  max: quantity(share, phxrpc("Greatest share that is refused")).prefault("99%"),
});

const dagorControl = z.strictObject({
  kind: word(["dagor"], dagor("Kind of overload control: refusal by priority, up to an admission level")),
  threshold: quantity(duration, dagor("Mean queue wait above which a server is overloaded")).prefault("20ms"),
  window: quantity(duration, dagor("A window ends after this long"), { positive: true }).prefault("1s"),
  requests: quantity(count, dagor("or after so many requests"), { positive: true }).prefault("2k"),
  decrease: quantity(share, dagor("By how much fewer are admitted after an overloaded window"), {
    positive: true,
    max: 0.99,
  }).prefault("5%"),
  increase: quantity(share, dagor("By what share of those that came more are admitted after a good window"), {
    positive: true,
  }).prefault("1%"),
  users: quantity(count, dagor("User priorities within a business priority"), {
    positive: true,
    max: 4096,
  }).prefault(128),
});

const codel = z.strictObject({
  kind: word(
    ["codel"],
    rfc8289("Kind of overload control: controlled delay, drops at the head of the queue"),
  ),
  target: quantity(duration, rfc8289("Wait that is acceptable for good")).prefault("5ms"),
  interval: quantity(duration, rfc8289("How long waits may stay above the target before the first drop"), {
    positive: true,
  }).prefault("100ms"),
});

const tokenBucket = z.strictObject({
  kind: word(["tokenBucket"], named("Kind of overload control: a rate, with bursts")),
  rate: quantity(rate, named("Requests let in, in the long run"), { positive: true }),
  burst: quantity(count, assumed("Requests let in at once after a pause", "a tenth of a second at 1 k/s"), {
    positive: true,
  }).prefault(100),
});

const concurrencyLimit = z.strictObject({
  kind: word(["concurrencyLimit"], named("Kind of overload control: so many requests at once")),
  limit: quantity(count, named("Requests that may be inside at once, waiting or in service"), {
    positive: true,
  }),
});

const adaptiveLimit = z.strictObject({
  kind: word(["adaptiveLimit"], named("Kind of overload control: so many requests at once as go in time")),
  target: quantity(
    duration,
    assumed("Mean response time above which the limit is lowered", "the queue wait of PhxRPC"),
    { positive: true },
  ).prefault("20ms"),
  window: quantity(
    duration,
    assumed("Time between two changes of the limit", "about a second in the field"),
    {
      positive: true,
    },
  ).prefault("1s"),
  initial: quantity(count, aimd("Limit at the start"), { positive: true }).prefault(20),
  min: quantity(count, aimd("Least limit"), { positive: true }).prefault(20),
  max: quantity(count, aimd("Greatest limit"), { positive: true }).prefault(200),
  backOff: quantity(share, aimd("What is left of the limit after a window above the target"), {
    positive: true,
    max: 0.99,
  }).prefault("90%"),
});

/** Said for those who look for the other order: whom a part serves next has to be known when a request comes. */
const fifo = leaf(
  z.unknown().transform((input, sink): "fifo" => {
    if (input === "fifo") return input;
    const why = "these servers are worked out as requests come in; a station of a lab has discipline: lifo";
    complain(sink, input, { kind: "bad-value", expected: "fifo", why });
    return z.NEVER;
  }),
  named("Order in which those who wait are served: first come, first served"),
  { unit: "word", example: "fifo", expected: "fifo", enum: ["fifo"] },
);

const boundedQueue = z.strictObject({
  kind: word(["boundedQueue"], named("Kind of overload control: so many places to wait")),
  length: quantity(count, named("Requests that may wait; the next is refused"), { positive: true }),
  order: fifo.optional(),
});

const none = z.strictObject({
  kind: word(["none"], named("Kind of overload control: everything is let in")),
});

/** How a server refuses work that it could not do in time. */
export const overloadSchema = choice("kind", "queueWait", [
  queueWait,
  dagorControl,
  codel,
  tokenBucket,
  concurrencyLimit,
  adaptiveLimit,
  boundedQueue,
  none,
]);

/** An overload control as a scenario has it. */
export type Overload = z.output<typeof overloadSchema>;
