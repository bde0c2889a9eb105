import { z } from "zod";
import { assumed, quantity } from "../leaf.ts";
import type { Clock } from "../units/clock.ts";
import { share } from "../units/share.ts";
import { moment } from "./moment.ts";

const WHY = "congestion of that evening is published, its size is not";

/** How much of a carrier's capacity everybody else leaves in the course of the evening: straight between keyframes. */
export function eveningSchema(clock: Clock) {
  return z
    .array(
      z.strictObject({
        at: moment(clock, assumed("Time of a keyframe of the evening's congestion", WHY)),
        capacity: quantity(
          share,
          assumed("Share of the carrier's bandwidth that is left at this keyframe, up and down", WHY),
          { positive: true },
        ),
      }),
    )
    .prefault([]);
}
