import { z } from "zod";
import { complain } from "../complaint.ts";
import { assumed, flag, type LeafMeta, leaf, named, quantity } from "../leaf.ts";
import { type Clock, DATE_EXPECTED, parseDateTime, printDateTime } from "../units/clock.ts";
import { duration } from "../units/duration.ts";
import { scale } from "../units/scale.ts";
import { isQuantity } from "../units/unit.ts";
import { moment } from "./moment.ts";
import { seed } from "./seed.ts";

/** When the night begins and ends, how long the world may drain after it, and how much of it is simulated. */
export function runSchema(clock: Clock) {
  return z
    .strictObject({
      from: start({
        description: "Date and time at which simulated time starts; every other time is counted from here",
        mark: "published",
        source: "the gala's evening began at 20:00 on 18 February 2015",
      }).prefault("2015-02-18 20:00"),
      begin: moment(
        clock,
        assumed(
          "First moment that counts: the run starts a minute earlier, with an empty world",
          "the whole evening unless said",
        ),
      ).prefault("0s"),
      to: moment(
        clock,
        assumed(
          "End of the arrivals",
          "half an hour past midnight, so that the rush of personal packets is in",
        ),
      ).prefault("2015-02-19 00:30"),
      drain: quantity(
        duration,
        assumed(
          "How long the world may go on after the last arrival, to finish what is under way",
          "long enough for repairs",
        ),
      ).prefault("10min"),
      scale: quantity(
        scale,
        assumed(
          "One simulated shake, or packet with its whole group, stands for k",
          "1/319 still leaves one whole access server in each of the two cities",
        ),
      ).prefault("1/319"),
      seed: seed(assumed("Seed of every random stream", "any text will do")).prefault("gala-2015"),
      study: flag(
        named(
          "Too long to be judged with every change: a check of several files leaves it out. A file that extends a study is none unless it says so",
        ),
      ).prefault(false),
    })
    .prefault({});
}

/** "2015-02-18T20:00:00": the one time that is kept as text, because all others count from it. */
function start(meta: LeafMeta) {
  const parse = (input: unknown, sink: z.core.ParsePayload): string => {
    const dateMs = typeof input === "string" ? parseDateTime(input) : undefined;
    if (dateMs !== undefined && isQuantity(dateMs)) return printDateTime(dateMs);
    const why = dateMs === undefined ? {} : { why: dateMs.why };
    complain(sink, input, { kind: "bad-value", expected: DATE_EXPECTED, ...why });
    return z.NEVER;
  };
  return leaf(z.unknown().transform(parse), meta, {
    unit: "date",
    example: "2015-02-18 20:00",
    expected: DATE_EXPECTED,
    type: "string",
    pattern: "^\\d{4}-\\d{2}-\\d{2}[ T]\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?$",
  });
}
