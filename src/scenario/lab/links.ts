import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, identifier, named, quantity } from "../leaf.ts";
import { bandwidth } from "../units/bandwidth.ts";
import { duration } from "../units/duration.ts";
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
      message: distribution(size, named("Bytes of a message")),
    }),
  )
  .max(64)
  .prefault([]);
