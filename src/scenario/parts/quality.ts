import { z } from "zod";
import { assumed, named, quantity, word } from "../leaf.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";
import { size } from "../units/size.ts";
import { choice } from "./choice.ts";

const WHY = "no source; about what probes of software-defined wide-area networks do";

/** How a route learns that a path is bad although hellos pass. */
export const qualitySchema = choice("kind", "none", [
  z.strictObject({
    kind: word(["none"], named("Kind of quality control of a route's paths: hellos alone")),
  }),
  z.strictObject({
    kind: word(
      ["probes"],
      named("Kind of quality control: probes that queue and are lost like everything else"),
    ),
    every: quantity(duration, assumed("Time between two probes of a path", WHY), { min: 10 }).prefault(
      "100ms",
    ),
    late: quantity(
      duration,
      assumed("An echo that takes longer counts as lost", "three times the round trip of the longest line"),
      { positive: true },
    ).prefault("120ms"),
    window: quantity(duration, assumed("Time over which probes are judged", WHY), { min: 10 }).prefault("5s"),
    brown: quantity(
      share,
      assumed("Share of lost or late probes from which a path is avoided where another is good", WHY),
      { positive: true },
    ).prefault("10%"),
    clear: quantity(
      share,
      assumed("Share of lost or late probes down to which it is good again", WHY),
    ).prefault("2%"),
    size: quantity(size, assumed("A probe or its echo", "a small packet with its headers")).prefault("100B"),
  }),
]);
