import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, identifier, named, quantity } from "../leaf.ts";
import { burstsSchema } from "../parts/bursts.ts";
import { bandwidth } from "../units/bandwidth.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";
import { size } from "../units/size.ts";

/** Links of a lab: queues of bytes, first in, first out. */
export const labLinksSchema = z
  .array(
    z.strictObject({
      id: identifier(named("Name of the link")),
      bandwidth: quantity(bandwidth, named("Bits that it carries a second"), { positive: true }),
      delay: quantity(duration, assumed("From the end of the transmission to the arrival", "none")).prefault(
        "0s",
      ),
      buffer: quantity(
        duration,
        named("Longest wait that a message may find before it; beyond, it is refused"),
      ).optional(),
      queueMax: quantity(
        count,
        named("Messages that may wait, the one in transmission not counted; the next is refused"),
        { max: 1_000_000 },
      ).optional(),
      loss: quantity(
        share,
        assumed("Share of the messages that are lost after their transmission", "none"),
      ).prefault("0%"),
      bursts: burstsSchema.optional(),
      retransmit: quantity(
        duration,
        named(
          "A lost message is sent again after this time, then after twice as much, and so on; without, its loss is silence",
        ),
        { positive: true },
      ).optional(),
      message: distribution(size, named("Bytes of a message")),
    }),
  )
  .max(64)
  .prefault([]);
