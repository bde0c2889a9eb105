import { z } from "zod";
import {
  GROUP_FIGURES,
  type LabFigure,
  LINK_FIGURES,
  PACKET_FIGURES,
  SOURCE_FIGURES,
  STATION_FIGURES,
} from "../../result/lab-figures.ts";
import { complain } from "../complaint.ts";
import { assumed, type LeafMeta, leaf, named, quantity, reference, word } from "../leaf.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";
import { isQuantity } from "../units/unit.ts";

export const LAB_FIGURE_NAMES = [
  ...new Set<LabFigure>([
    ...STATION_FIGURES,
    ...SOURCE_FIGURES,
    ...GROUP_FIGURES,
    ...LINK_FIGURES,
    ...PACKET_FIGURES,
  ]),
] as [LabFigure, ...LabFigure[]];

const EXPECTED = "a duration such as 4s for a time, or else a number such as 0.41";

/** Figures of a lab that are known exactly: the run tells whether its estimates agree. */
export const labExactSchema = z
  .array(
    z.strictObject({
      of: reference("source, station, replica group, link or packets", named("What the figure is of")),
      figure: word(LAB_FIGURE_NAMES, named("Name of the figure, as the run prints it")),
      at: quantity(
        duration,
        named("Of a figure over time: when; one of the station's presentAt or the group's readAfter"),
      ).optional(),
      is: knownValue(named("Its exact value: a duration for a time, else a number")),
      tolerance: quantity(
        share,
        assumed(
          "The estimate's standard error must be at most a quarter of this share of the value",
          "as exact as most comparisons need",
        ),
        { positive: true },
      ).prefault("1%"),
    }),
  )
  .max(1000)
  .prefault([]);

/** A known value, and whether it was written as a time [ms]. */
export interface KnownValue {
  value: number;
  isTime: boolean;
}

/** A duration for a time, else a bare number. */
export function knownValue(meta: LeafMeta) {
  const parse = (input: unknown, sink: z.core.ParsePayload): KnownValue => {
    if (typeof input === "number" && input >= 0 && input < Number.POSITIVE_INFINITY)
      return { value: input, isTime: false };
    const value = typeof input === "string" ? duration.parse(input) : undefined;
    if (value !== undefined && isQuantity(value)) return { value, isTime: true };
    const why = value === undefined ? {} : { why: value.why };
    complain(sink, input, { kind: "bad-value", expected: EXPECTED, ...why });
    return z.NEVER;
  };
  return leaf(z.unknown().transform(parse), meta, {
    unit: "known value",
    example: 1,
    expected: EXPECTED,
    anyOf: [
      { type: "number", minimum: 0 },
      { type: "string", pattern: `^${duration.pattern}$` },
    ],
  });
}
