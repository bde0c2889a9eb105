import { z } from "zod";
import { assumed, named, quantity } from "../leaf.ts";
import { share } from "../units/share.ts";

/** Losses that come in bursts: a channel that is good or bad, and changes by chance from message to message. */
export const burstsSchema = z.strictObject({
  toBad: quantity(share, named("Gilbert-Elliott: chance, a message, that the channel turns bad"), {
    positive: true,
  }),
  toGood: quantity(share, named("Chance, a message, that it turns good again"), { positive: true }),
  lossGood: quantity(share, assumed("Share lost while it is good", "Gilbert's model")).prefault("0%"),
  lossBad: quantity(share, assumed("Share lost while it is bad", "Gilbert's model")).prefault("100%"),
});
