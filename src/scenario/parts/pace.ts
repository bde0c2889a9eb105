import { z } from "zod";
import { assumed, named, quantity, word } from "../leaf.ts";
import { count } from "../units/count.ts";
import { choice } from "./choice.ts";

/** What becomes of packets that are due and that nobody has asked an access server for; even where the file does not say. */
export const paceSchema = choice("kind", "even", [
  z.strictObject({
    kind: word(["even"], named("Pace of the release: a steady rate; what nobody asked for is due at once")),
  }),
  z.strictObject({
    kind: word(
      ["tokenBucket"],
      named(
        "Pace of the release: a steady rate and short bursts; what nobody asked for is soon not given at all",
      ),
    ),
    burst: quantity(
      count,
      assumed("Packets that an access server keeps for those who ask", "a tenth of a second at 136/s"),
      { positive: true },
    ).prefault(14),
  }),
  z.strictObject({
    kind: word(
      ["remaining"],
      named(
        "Pace of the release: what is left of the packets, spread evenly over what is left of the rounds",
      ),
    ),
  }),
]);
