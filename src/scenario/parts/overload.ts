import { z } from "zod";
import { type LeafMeta, named, quantity, word } from "../leaf.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";
import { choice } from "./choice.ts";

const PHXRPC = "PhxRPC's defaults (WeChat's RPC layer)";

function phxrpc(description: string): LeafMeta {
  return { description, mark: "published", source: PHXRPC };
}

/** How a server refuses work that it could not do in time. */
export const overloadSchema = choice("kind", "queueWait", [
  z.strictObject({
    kind: word(["queueWait"], phxrpc("Kind of overload control: refusal by queue wait")),
    threshold: quantity(duration, phxrpc("Mean queue wait above which more is refused")).prefault("20ms"),
    window: quantity(duration, phxrpc("Time over which the wait is averaged, and between two changes"), {
      positive: true,
    }).prefault("1s"),
    step: quantity(share, phxrpc("Change of the refused share at the end of a window"), {
      positive: true,
    }).prefault("5%"),
    max: quantity(share, phxrpc("Greatest share that is refused")).prefault("99%"),
  }),
  z.strictObject({
    kind: word(["none"], named("Kind of overload control: everything is let in")),
  }),
]);
