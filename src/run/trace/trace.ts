import type { Story, Wanted } from "../../model/trace/story.ts";
import { StoryBook } from "../../model/trace/story-book.ts";
import { witness } from "../../model/trace/witness.ts";
import { World } from "../../model/world.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { advance } from "../advance.ts";
import { type RunOptions, worldOptionsOf } from "../run.ts";

export type { Wanted };

export interface Traced {
  stories: Story[];
  /** Requests of the step that were followed to their end, by how that was: among them were those told. */
  ended: Readonly<Record<Story["ending"], number>>;
  /** Until when the night was simulated: no longer than it took [ms since the scenario's start]. */
  untilMs: number;
  interrupted: boolean;
}

/** Simulates a scenario as `run` does, on one thread, until the stories asked for are told, and no longer. */
export async function trace(scenario: Scenario, wanted: Wanted, options: RunOptions = {}): Promise<Traced> {
  const world = new World(scenario, worldOptionsOf(scenario, options));
  const book = new StoryBook(wanted);
  witness(world, book);
  let interrupted = false;
  await advance(world, {
    ...options,
    shouldStop: () => {
      interrupted ||= options.shouldStop?.() === true;
      return interrupted || book.isFull;
    },
  });
  book.closeAll();
  return { stories: book.stories, ended: book.ended, untilMs: world.nowMs, interrupted };
}
