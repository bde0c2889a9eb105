import type { World } from "../world.ts";
import { EdgeWitness } from "./edge-witness.ts";
import { watchSets } from "./set-witness.ts";
import type { DraftOf, StoryBook } from "./story-book.ts";

/**
 * Has a world's requests watched from now on, and their stories written into a book. Nothing of the world changes by it,
 * no draw and no event: the result of a world that is watched is that of one that is not, to the byte. For a world that
 * runs on one thread, before it has run.
 */
export function witness(world: World, book: StoryBook): void {
  const of: DraftOf = (region, slot, tag) => edges[region]?.draftOf(slot, tag);
  const edges = world.edges.map((_, region) => new EdgeWitness(world, region, book, of));
  for (const idc of world.idcs) watchSets(world, idc, book, of);
}
