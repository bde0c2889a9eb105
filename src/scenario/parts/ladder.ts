import { z } from "zod";
import { assumed, type LeafMeta, named, quantity, text, word } from "../leaf.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";

/** What a rung can give up. */
export const GIVES = ["avatars", "details", "credit"] as const;

const order: LeafMeta = {
  description: "What the rung gives up",
  mark: "derived",
  source: "derived from the article and the 2014 and 2017 decks: least important first",
};
const LEVELS = "no source gives the levels";

/** What a set gives up under load, in order. */
export const ladderSchema = z
  .strictObject({
    every: quantity(duration, assumed("Time between two looks at the load", LEVELS), {
      min: 10,
    }).prefault("1s"),
    window: quantity(
      duration,
      assumed(
        "Time over which the load is averaged",
        "short enough to act within a round, long enough not to take chance for load",
      ),
      { positive: true },
    ).prefault("30s"),
    dwell: quantity(
      duration,
      assumed("Least time between two switches of a rung", "against flapping"),
    ).prefault("10s"),
    rungs: z
      .array(
        z.strictObject({
          name: text(named("Name of the rung in reports")),
          gives: word(GIVES, order),
          on: quantity(share, assumed("Load of the set from which the rung is taken", LEVELS)),
          off: quantity(share, assumed("Load of the set below which the rung is given back", LEVELS)),
          saves: quantity(share, assumed("Share of the logic servers' work that the rung saves", LEVELS)),
        }),
      )
      .prefault([
        { name: "avatars", gives: "avatars", on: "85%", off: "70%", saves: "8%" },
        { name: "detail pages", gives: "details", on: "90%", off: "75%", saves: "12%" },
        { name: "balance credit", gives: "credit", on: "95%", off: "80%", saves: "10%" },
      ]),
  })
  .prefault({});
