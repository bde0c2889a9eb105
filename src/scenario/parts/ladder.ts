import { z } from "zod";
import { assumed, type LeafMeta, named, quantity, text, word } from "../leaf.ts";
import type { Clock } from "../units/clock.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";
import { choice } from "./choice.ts";
import { moment } from "./moment.ts";
import { someRegions } from "./some-regions.ts";

/** What a rung of a set can give up, least important first. */
export const GIVES = ["avatars", "details", "lists", "credit", "share", "open", "grab"] as const;
/** What a rung of the access servers can give up. */
export const ACCESS_GIVES = ["pictures", "shakes"] as const;

const order: LeafMeta = {
  description: "What the rung gives up",
  mark: "derived",
  source: "derived from the article and the 2014 and 2017 decks: least important first",
};
const LEVELS = "no source gives the levels";

/** More reasons to take a rung; each in the unit of its figure. */
const also = z
  .array(
    choice("trigger", "queueWait", [
      z.strictObject({
        trigger: word(["queueWait"], named("Goes by the mean wait of requests for a server")),
        on: quantity(duration, assumed("Wait from which the rung is taken", LEVELS), { positive: true }),
        off: quantity(duration, assumed("Wait below which it may be given back", LEVELS), { positive: true }),
      }),
      z.strictObject({
        trigger: word(["failures"], named("Goes by the share of requests refused or failed")),
        on: quantity(share, assumed("Share from which the rung is taken", LEVELS), { positive: true }),
        off: quantity(share, assumed("Share below which it may be given back", LEVELS), { positive: true }),
      }),
      z.strictObject({
        trigger: word(
          ["queueDepth"],
          named("Goes by what waits: a set's wallet messages, an access server's requests"),
        ),
        on: quantity(count, assumed("Depth from which the rung is taken", LEVELS), { positive: true }),
        off: quantity(count, assumed("Depth below which it may be given back", LEVELS), { positive: true }),
      }),
    ]),
  )
  .prefault([]);

function rungs<const Gives extends readonly [string, ...string[]]>(gives: Gives, saved: string) {
  return z.array(
    z.strictObject({
      name: text(named("Name of the rung in reports")),
      gives: word(gives, order),
      on: quantity(share, assumed("Load from which the rung is taken", LEVELS)),
      off: quantity(share, assumed("Load below which the rung is given back", LEVELS)),
      saves: quantity(share, assumed(`Share of ${saved} that the rung saves`, LEVELS)),
      also,
    }),
  );
}

function dwell() {
  return quantity(
    duration,
    assumed("Least time between two switches of a rung", "against flapping"),
  ).prefault("10s");
}

function settle() {
  return quantity(
    duration,
    assumed("How long the load is watched after a rung was given back, before the next one is", LEVELS),
  ).prefault("0s");
}

/** What is given up under load, in order: by each set, and by each region's access servers together. */
export function ladderSchema(clock: Clock) {
  return z
    .strictObject({
      every: quantity(duration, assumed("Time between two looks at the load", LEVELS), {
        min: 10,
      }).prefault("1s"),
      window: quantity(
        duration,
        assumed(
          "Time over which the load of a set is averaged",
          "short enough to act within a round, long enough not to take chance for load",
        ),
        { positive: true },
      ).prefault("30s"),
      dwell: dwell(),
      settle: settle(),
      catchUp: quantity(
        duration,
        assumed("Over how long the shares that a rung has put off are shown once it is given back", LEVELS),
        { positive: true },
      ).prefault("10s"),
      rungs: rungs(GIVES, "the logic servers' work").prefault([
        { name: "avatars", gives: "avatars", on: "85%", off: "70%", saves: "8%" },
        { name: "detail pages", gives: "details", on: "90%", off: "75%", saves: "12%" },
        { name: "balance credit", gives: "credit", on: "95%", off: "80%", saves: "10%" },
      ]),
      access: z
        .strictObject({
          window: quantity(
            duration,
            assumed(
              "Time over which the access servers' load is averaged",
              "a round rises within ten seconds",
            ),
            { positive: true },
          ).prefault("5s"),
          dwell: dwell(),
          settle: settle(),
          rungs: rungs(ACCESS_GIVES, "a shake's work").prefault([]),
        })
        .prefault({}),
      byHand: byHand(clock).prefault([]),
    })
    .prefault({});
}

/** Rungs that operators take, whatever the load. */
function byHand(clock: Clock) {
  const hand = (description: string): LeafMeta => assumed(description, "a what-if of this scenario");
  return z.array(
    z.strictObject({
      rung: text(hand("Name of the rung that is taken by hand")),
      at: moment(clock, hand("When it is taken")),
      for: quantity(duration, hand("How long it is held; to the end of the run where absent"), {
        positive: true,
      }).optional(),
      regions: someRegions(
        hand("A region whose parts take it"),
        hand("The regions whose parts take it, or all of them"),
      ),
    }),
  );
}
