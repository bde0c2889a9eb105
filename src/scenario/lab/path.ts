import { z } from "zod";
import { assumed, named, quantity, reference, word } from "../leaf.ts";
import { count } from "../units/count.ts";
import { share } from "../units/share.ts";

/** How a request chooses one of several. */
export const CHOICES = ["random", "inTurn", "twoChoices", "ring"] as const;

const STOP = "station, replica group, link or packets";

const plainMembers = {
  call: reference(
    STOP,
    named("What the request visits; a step of nothing else may be the bare name"),
  ).optional(),
  choose: word(
    CHOICES,
    named(
      "The request visits one of those in `of`: a random one; each in turn; twoChoices: the one with fewer of two drawn; ring: its user's on a consistent-hash ring. Masked stations are passed over",
    ),
  ).optional(),
  of: z
    .array(reference("station", named("A station to choose")))
    .min(2)
    .max(256)
    .optional(),
  points: quantity(count, named("Points of each on the ring; 100 unless said"), {
    positive: true,
    max: 10_000,
  }).optional(),
  times: quantity(count, assumed("How often the step is taken, one after another", "once"), {
    positive: true,
    max: 64,
  }).prefault(1),
};

const plainSteps = z.array(step(z.strictObject(plainMembers))).max(16);

/** What a request of a lab visits, step by step. */
export const labPathSchema = z
  .array(
    step(
      z.strictObject({
        ...plainMembers,
        oneOf: z
          .array(
            z.strictObject({
              weight: quantity(share, named("Share of the requests that go this way")),
              path: plainSteps,
            }),
          )
          .min(2)
          .max(64)
          .optional(),
        allOf: z.array(plainSteps.min(1)).min(2).max(64).optional(),
        need: quantity(
          count,
          named("How many of the ways of allOf must have been gone before it goes on; all unless said"),
          {
            positive: true,
            max: 64,
          },
        ).optional(),
      }),
    ),
  )
  .min(1)
  .max(64);

export type LabStep = z.output<typeof labPathSchema>[number];
export type PlainLabStep = z.output<typeof plainSteps>[number];

/** The steps of a path, those of its ways among them. */
export function everyStep(path: readonly LabStep[]): PlainLabStep[] {
  return path.flatMap((step) => [
    step,
    ...(step.oneOf ?? []).flatMap((way) => way.path),
    ...(step.allOf ?? []).flat(),
  ]);
}

/** A step may be written as the bare name of what it calls. */
function step<T extends z.ZodType>(schema: T) {
  const written = (input: unknown): unknown => (typeof input === "string" ? { call: input } : input);
  return z.preprocess(written, schema).meta({ shorthand: "call" });
}
