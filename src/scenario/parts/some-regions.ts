import { z } from "zod";
import { type LeafMeta, leaf, reference } from "../leaf.ts";

/** A list of regions, or all of them, which is what stands for nothing said. */
export function someRegions(each: LeafMeta, all: LeafMeta) {
  return leaf(z.union([z.literal("all"), z.array(reference("region", each)).min(1)]), all, {
    unit: "names",
    example: "all",
    expected: "all, or a list of regions: [sz]",
  }).prefault("all");
}
