import { z } from "zod";
import { assumed, identifier, named, quantity, reference, word } from "../leaf.ts";
import { rises } from "../parts/budgets.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";
import { knownValue, LAB_FIGURE_NAMES } from "./exact.ts";

/** Limits on what a run of a lab may show: a figure of a part, and how sure one wants to be. */
export const labBudgetsSchema = z
  .array(
    z.strictObject({
      id: identifier(named("Name of the budget in reports, and of --set")),
      of: reference("source, station, replica group, link or packets", named("What the figure is of")),
      figure: word(LAB_FIGURE_NAMES, named("Name of the figure, as the run prints it")),
      at: quantity(
        duration,
        named("Of a figure over time: when; one of the station's presentAt or the group's readAfter"),
      ).optional(),
      max: knownValue(named("Largest value that is good, itself included")).optional(),
      min: knownValue(named("Smallest value that is good, itself included")).optional(),
      ...rises,
      severity: word(
        ["error", "warn", "off"],
        named("What it means when it breaks; off: it is not judged"),
      ).prefault("error"),
      confidence: quantity(
        share,
        assumed(
          "How sure verdicts have to be: a broken budget passes in at most the rest of all checks, all budgets of the file and all looks together",
          "one wrong pass in a hundred",
        ),
        { min: 0.5, max: 0.9999 },
      ).prefault("99%"),
    }),
  )
  .max(1000)
  .prefault([]);
