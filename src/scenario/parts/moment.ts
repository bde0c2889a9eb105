import { z } from "zod";
import { complain } from "../complaint.ts";
import { type LeafMeta, leaf } from "../leaf.ts";
import { CLOCK_EXPECTED, type Clock, parseMoment } from "../units/clock.ts";
import type { Ms } from "../units/duration.ts";
import { duration } from "../units/duration.ts";
import { isQuantity } from "../units/unit.ts";

/** A moment of the evening: a clock time, or a duration after the start -> ms since run.from. */
export function moment(clock: Clock, meta: LeafMeta) {
  const parse = (input: unknown, sink: z.core.ParsePayload): Ms => {
    const atMs = typeof input === "string" ? parseMoment(input, clock) : undefined;
    if (atMs !== undefined && isQuantity(atMs)) return atMs;
    const why = atMs === undefined ? {} : { why: atMs.why };
    complain(sink, input, { kind: "bad-value", expected: CLOCK_EXPECTED, ...why });
    return z.NEVER;
  };
  return leaf(z.unknown().transform(parse), meta, {
    unit: "moment",
    example: "0s",
    expected: CLOCK_EXPECTED,
    type: "string",
    pattern: `^(${duration.pattern}|(\\d{4}-\\d{2}-\\d{2}[ T])?\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?)$`,
  });
}
