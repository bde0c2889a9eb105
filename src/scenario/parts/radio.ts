import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, type LeafMeta, quantity, word } from "../leaf.ts";
import { duration } from "../units/duration.ts";
import { choice } from "./choice.ts";

/** What a technology's radio does unless the file says: when it sleeps, and how long it takes to wake. */
export interface RadioDefaults {
  after: string;
  wake: [from: string, to: string, meta: LeafMeta];
}

export const WAKE = "What the first message after that waits, until the radio can send again";

/** A handset's radio: always awake, or asleep when nothing was sent for a while. */
export function radioSchema({ after, wake: [min, max, meta] }: RadioDefaults) {
  const kind = assumed(
    "Whether a handset's radio goes to sleep when it is idle, so that its next message has to wait",
    "awake: who shakes every few seconds keeps it so",
  );
  return choice("kind", "awake", [
    z.strictObject({ kind: word(["awake"], kind) }),
    z.strictObject({
      kind: word(["sleeps"], kind),
      after: quantity(
        duration,
        assumed("Time without a message after which the radio sleeps", "an inactivity timer of the network"),
        { positive: true },
      ).prefault(after),
      wake: distribution(duration, meta).prefault({ uniform: { min, max } }),
    }),
  ]).prefault({});
}
