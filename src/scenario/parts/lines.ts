import { z } from "zod";
import { assumed, identifier, named, quantity, reference } from "../leaf.ts";
import { bandwidth } from "../units/bandwidth.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";

/** Dedicated lines between regions. */
export const linesSchema = z
  .array(
    z.strictObject({
      id: identifier(named("Identifier of the line")),
      between: z.tuple([
        reference("region", named("Region at one end of the line")),
        reference("region", named("Region at the other end of the line")),
      ]),
      bandwidth: quantity(
        bandwidth,
        assumed("Bandwidth of the line, each way", "the bandwidth between the two cities is not published"),
        { positive: true },
      ),
      delay: quantity(
        duration,
        assumed("One-way propagation delay", "about 1,200 km by fibre with equipment: 30 ms there and back"),
        { positive: true },
      ),
      buffer: quantity(
        duration,
        assumed(
          "Longest queue before the line; what would wait longer is lost",
          "a router's buffer of 50 ms",
        ),
      ).prefault("50ms"),
      loss: quantity(
        share,
        assumed("Share of the messages lost on the line", "a dedicated line loses nothing"),
      ).prefault("0%"),
    }),
  )
  .prefault([
    {
      id: "sz-sh-main",
      between: ["sz", "sh"],
      bandwidth: "100Gbps",
      delay: "15ms",
      buffer: "50ms",
      loss: "0%",
    },
    {
      id: "sz-sh-backup",
      between: ["sz", "sh"],
      bandwidth: "40Gbps",
      delay: "19ms",
      buffer: "50ms",
      loss: "0%",
    },
  ]);
