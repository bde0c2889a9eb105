import { z } from "zod";
import { assumed, identifier, leaf, named, quantity, reference, text } from "../leaf.ts";
import { factor } from "../units/count.ts";
import { share } from "../units/share.ts";

const users = (how: string) =>
  quantity(
    share,
    assumed(`Share of the region's handsets on ${how}, where it is not the carriers' mix`, "no source"),
  );
const mixSchema = z.strictObject({
  wifi: users("WiFi"),
  "4g": users("4G"),
  "3g": users("3G"),
  "2g": users("2G"),
});

/** Cities where users enter, each with its campuses (IDCs). */
export const regionsSchema = z
  .array(
    z
      .strictObject({
        id: identifier(named("Identifier of the region")),
        name: text(named("Name of the region in reports")).optional(),
        users: quantity(
          share,
          assumed(
            "Share of all users who enter in this region",
            "no source gives the split between the two cities",
          ),
        ),
        campuses: leaf(
          z.array(identifier(named("Identifier of an IDC"))).min(1),
          {
            description: "IDCs of the region: campuses with power and network of their own",
            mark: "published",
            source: "availability deck 2017: three campuses a city, one may be lost",
          },
          { unit: "names", example: ["a"], expected: "a list of identifiers" },
        ),
        mix: mixSchema.optional(),
        capacity: quantity(
          factor,
          assumed(
            "How many times the carriers' capacity, and that of their interconnect, there is in this region",
            "1 where absent: carriers' links are those of a big city",
          ),
          { positive: true },
        ).optional(),
        orders: reference(
          "region",
          named(
            "Region whose sets take the orders of those who enter here, such as users overseas; its own where absent",
          ),
        ).optional(),
      })
      .transform((region) => ({ ...region, name: region.name ?? region.id })),
  )
  .min(1)
  .prefault([
    { id: "sz", name: "Shenzhen", users: "50%", campuses: ["sz-1", "sz-2", "sz-3"] },
    { id: "sh", name: "Shanghai", users: "50%", campuses: ["sh-1", "sh-2", "sh-3"] },
  ]);
