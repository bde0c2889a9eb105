import { z } from "zod";
import { HURTABLE } from "../../result/figures/hurt-share.ts";
import { LOADED } from "../../result/figures/part-levels.ts";
import { STEPS } from "../../result/result.ts";
import { assumed, identifier, leaf, named, quantity, reference, text, word } from "../leaf.ts";
import type { Clock } from "../units/clock.ts";
import { count, factor } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { money } from "../units/money.ts";
import { rate } from "../units/rate.ts";
import { share } from "../units/share.ts";
import type { Unit } from "../units/unit.ts";
import { moment } from "./moment.ts";
import { QUEUES } from "./queues.ts";

const STEP_GROUPS = ["core", "whole"] as const;

/** Limits on what a run may show: a figure, of what, when, and how sure one wants to be. */
export function budgetsSchema(clock: Clock) {
  const when = whenSchema(clock);
  const inTime = { when, slices: slicesSchema };
  const ofRequests = { steps: stepsLeaf(), ...inRegions, ...inTime };
  const ofTimes = { step: word(STEPS, named("The step")), clock: clockLeaf(), ...inRegions, ...inTime };
  return z
    .array(
      z.discriminatedUnion("figure", [
        budget("latency", duration, { ...ofTimes, quantile: quantileLeaf() }),
        budget("meanLatency", duration, ofTimes),
        budget("availability", share, { ...ofRequests, answers: answersLeaf() }),
        budget("refused", share, ofRequests),
        budget("failed", share, ofRequests),
        budget("goodput", rate, ofRequests),
        budget("amplification", factor, ofRequests),
        budget("staleReads", share, inTime),
        budget("staleAge", duration, { quantile: quantileLeaf() }),
        budget("lag", duration, { ...inSets, ...inTime }),
        budget("queueAge", duration, { queue: queueLeaf(), ...inSets, ...inTime }),
        budget("lateCredits", share, { book: bookLeaf() }),
        budget("bookLag", duration, { book: bookLeaf(), quantile: quantileLeaf() }),
        budget("moneyRight", duration, {
          book: bookLeaf(),
          fault: faultLeaf("From when on time is counted").optional(),
        }),
        budget("ledgerError", money, {}),
        budget("utilisation", share, { of: word(LOADED, named("Family of parts")), ...ofParts, ...inTime }),
        budget("blastRadius", share, {
          of: word(HURTABLE, named("Family of parts")).prefault("sets"),
          hurt: quantity(
            share,
            named("A part counts as hurt when more than this share of its calls fails"),
          ).prefault("1%"),
          when,
        }),
        budget("recovery", duration, {
          fault: faultLeaf("The fault from whose start on time is counted").optional(),
          phase: text(named("The round of traffic from whose end on time is counted")).optional(),
          steps: stepsLeaf(),
          answers: answersLeaf(),
          good: quantity(share, named("Share of answers from which on a second is good"), {
            positive: true,
          }).prefault("99.9%"),
        }),
      ]),
    )
    .max(1000)
    .prefault([]);
}

/** What every budget has; its limits are in the unit of its figure. */
function budget<const Figure extends string, T extends number, const Own extends z.ZodRawShape>(
  figure: Figure,
  unit: Unit<T>,
  own: Own,
) {
  return z.strictObject({
    id: identifier(named("Name of the budget in reports, and of --set")),
    figure: z.literal(figure),
    ...own,
    max: quantity(unit, named("Largest value that is good, itself included")).optional(),
    min: quantity(unit, named("Smallest value that is good, itself included")).optional(),
    ...rises,
    maxIncreaseBy: quantity(unit, named("The same, in the figure's own unit"), { min: 0 }).optional(),
    maxDecreaseBy: quantity(unit, named("The same, in the figure's own unit"), { min: 0 }).optional(),
    severity: word(
      ["error", "warn", "off"],
      named("What it means when it breaks; off: it is not judged, for a file that extends another"),
    ).prefault("error"),
    confidence: quantity(
      share,
      assumed(
        "How sure verdicts have to be: a broken budget passes in at most the rest of all checks, all budgets of the file and all looks together",
        "one wrong pass in a hundred",
      ),
      { min: 0.5, max: 0.9999 },
    ).prefault("99%"),
    samples: quantity(
      count,
      named("Fewest simulated samples, all replications together, of which anything is said"),
      { positive: true },
    ).optional(),
  });
}

/** Limits against a baseline, as a share of what the figure is there. */
export const rises = {
  maxIncrease: quantity(
    share,
    named("How much larger than in the baseline the figure may be: hongbao baseline check"),
  ).optional(),
  maxDecrease: quantity(
    share,
    named("How much smaller than in the baseline the figure may be: hongbao baseline check"),
  ).optional(),
};

const inRegions = {
  regions: someOf("region", "The regions that are looked at").optional(),
  carriers: someOf("carrier", "The carriers whose users are looked at").optional(),
  judge: word(
    ["together", "worst", "each"],
    named(
      "Whether they are taken together, or the worst or each is judged: each region, or where carriers are named each of these in each region",
    ),
  ).prefault("together"),
};

const inSets = {
  sets: someOf("set", "The sets that are looked at").optional(),
  judge: word(["worst", "each"], named("Whether the worst or each of them is judged")).prefault("worst"),
};

const ofParts = {
  parts: someOf("part", "The parts that are looked at").optional(),
  judge: word(["worst", "each"], named("Whether the worst or each of them is judged")).prefault("worst"),
};

const slicesSchema = z
  .strictObject({
    each: quantity(duration, named("Length of a slice: each is judged by itself"), { min: 1000 }),
    bad: quantity(count, named("How many slices may be bad")).prefault(0),
  })
  .optional();

function whenSchema(clock: Clock) {
  return z
    .strictObject({
      from: moment(clock, named("Start of the time that is looked at")).optional(),
      to: moment(clock, named("End of the time that is looked at")).optional(),
      phase: text(named("The round of traffic that is looked at, by its name")).optional(),
      during: faultLeaf("The fault that is looked at, from its start to its end").optional(),
      margin: quantity(duration, named("How much longer than the fault")).optional(),
      after: faultLeaf("The fault after whose end is looked").optional(),
      for: quantity(duration, named("For how long after the fault"), { positive: true }).optional(),
    })
    .optional();
}

function stepsLeaf() {
  return leaf(
    z.union([z.enum(STEP_GROUPS), z.array(z.enum(STEPS)).min(1)]).prefault("core"),
    named("The steps: core (shake, open, share), whole (all five), or a list; taken together"),
    { unit: "names", example: "core", expected: "core, whole, or a list of steps: [grab, open]" },
  );
}

function answersLeaf() {
  return word(
    ["any", "full"],
    named("Which answers are good: any, or only those that are not degraded"),
  ).prefault("any");
}

function clockLeaf() {
  return word(
    ["client", "service"],
    named("From the first attempt to the reply at the handset, or inside the access layer and behind it"),
  ).prefault("client");
}

function quantileLeaf() {
  return quantity(share, named("The quantile: 99% of all are as fast"), {
    positive: true,
    max: 0.99999,
  }).prefault("99%");
}

function queueLeaf() {
  return word(QUEUES, named("The queue")).prefault("wallet");
}

function bookLeaf() {
  return word(QUEUES, named("The book: amounts in wallets, entries of lists, or records of orders")).prefault(
    "wallet",
  );
}

function faultLeaf(description: string) {
  return reference("fault", named(`${description}: its name, or its kind where it has none`));
}

function someOf(what: string, description: string) {
  return leaf(z.array(z.string()).min(1), named(`${description}; all where absent`), {
    unit: "names",
    example: ["a"],
    expected: `a list of ${what}s: [a, b]`,
  });
}
