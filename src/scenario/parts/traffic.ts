import { z } from "zod";
import { assumed, type LeafMeta, leaf, named, quantity, text, word } from "../leaf.ts";
import type { Clock } from "../units/clock.ts";
import { factor } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { rate } from "../units/rate.ts";
import { moment } from "./moment.ts";

const CURVE =
  "assumed: only 14 M/s at 22:30, 7.2 bn shakes by then and 11 bn in all are published; the curve reproduces them";
const SENDS =
  "assumed: 50 M personal packets; the peak above 10 k/s just after midnight is published (payment system for 2016)";

/** Rates of first attempts leaving handsets. Grabs, opens and shares have no curve: packets cause them. */
export function trafficSchema(clock: Clock) {
  return z.strictObject({
    load: quantity(
      factor,
      assumed(
        "How many times as high all rates are: shakes and sends alike",
        "the curves as they are unless said",
      ),
      { positive: true, max: 1000 },
    ).optional(),
    shake: curve(clock, "shakes", CURVE),
    send: curve(clock, "personal packets sent", SENDS),
  });
}

function curve(clock: Clock, what: string, source: string) {
  const meta = (description: string): LeafMeta => ({ description, mark: "assumed", source });
  const background = z.strictObject({
    from: moment(clock, meta("Start of a steady rate")),
    to: moment(clock, meta("End of a steady rate")),
    rate: quantity(rate, meta(`Steady rate of ${what}`)),
  });
  const frame = z.strictObject({
    after: quantity(duration, meta("Time of a keyframe, from the start of its round")),
    rate: quantity(rate, meta(`Rate of ${what} reached at this keyframe`)),
    approach: word(["linear", "exponential"], {
      ...assumed("How the rate comes here from the keyframe before", "a straight line unless said"),
    }).prefault("linear"),
  });
  const round = z.strictObject({
    name: text(named("Name of the round in reports")),
    at: moment(clock, meta("Start of the round")),
    frames: leaf(z.array(frame).min(2), meta("Keyframes of the round"), {
      unit: "frames",
      example: [
        { after: "0s", rate: "0/s" },
        { after: "1s", rate: "0/s" },
      ],
      expected: "a list of keyframes {after: 10s, rate: 2M/s}",
    }),
  });
  return z
    .strictObject({
      background: z.array(background).prefault([]),
      rounds: z.array(round).prefault([]),
    })
    .prefault({});
}
