import { z } from "zod";
import { assumed, identifier, named, quantity, reference } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { qualitySchema } from "./quality.ts";

/** How traffic between two regions chooses among the lines between them. */
export const routesSchema = z
  .array(
    z.strictObject({
      id: identifier(named("Identifier of the route")),
      between: z.tuple([
        reference("region", named("Region at one end of the route")),
        reference("region", named("Region at the other end of the route")),
      ]),
      lines: z.array(reference("line", named("A line of the route: main first, backups after"))).min(1),
      via: z
        .array(
          reference("region", named("A region through which traffic goes when no line of the route is left")),
        )
        .prefault([]),
      quality: qualitySchema.prefault({}),
      hello: z
        .strictObject({
          every: quantity(
            duration,
            assumed(
              "Time between two hellos over the line in use",
              "with `dead` it gives about 4 s to detect",
            ),
            { min: 1 },
          ).prefault("1s"),
          dead: quantity(
            count,
            assumed("Missed hellos after which a line counts as down", "usual for routers"),
            {
              positive: true,
            },
          ).prefault(4),
        })
        .prefault({}),
      switchTime: quantity(
        duration,
        assumed(
          "Time between detection and traffic on the backup",
          "with detection about 5 s; the article gives no figure",
        ),
      ).prefault("1s"),
      holdDown: quantity(
        duration,
        assumed("How long the main line must be up again before traffic returns", "against flapping"),
      ).prefault("30s"),
      holdDownMax: quantity(
        duration,
        assumed(
          "The longest hold-down: it doubles whenever a line fails again within this time of its recovery",
          "route flap damping (RFC 2439) in its simplest form",
        ),
      ).prefault("4min"),
    }),
  )
  .prefault([
    {
      id: "sz-sh",
      between: ["sz", "sh"],
      lines: ["sz-sh-main", "sz-sh-backup"],
      via: [],
      hello: { every: "1s", dead: 4 },
      switchTime: "1s",
      holdDown: "30s",
      holdDownMax: "4min",
    },
  ]);
