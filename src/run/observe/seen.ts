import type { World } from "../../model/world.ts";
import type { Result } from "../../result/result.ts";

/** A world that has been run, and its result. */
export interface Seen {
  world: World;
  result: Result;
}
