import { FAILURES, OUTCOMES, REFUSERS } from "../../model/measure/step-counts.ts";
import { ENDINGS, type Story } from "../../model/trace/story.ts";
import { STEP_NAMES } from "../../model/workflow/step.ts";

/** What a story can be chosen by, beside its step and time. */
export const PLACES = ["region", "carrier", "access", "set"] as const;
export type Place = (typeof PLACES)[number];

/** How a request may be said to have ended: in which way, or with what. */
export const ENDED: readonly string[] = [
  ...new Set([...ENDINGS, "answered", ...OUTCOMES, ...REFUSERS, ...FAILURES]),
];

export const STEPS: readonly string[] = STEP_NAMES;

/** Whether a story is of these places and ended like that. */
export function accepts(
  places: ReadonlyMap<Place, string>,
  ended: string | undefined,
): (story: Story) => boolean {
  return (story) =>
    [...places].every(([place, name]) => isOf(story, place, name)) &&
    (ended === undefined || endedAs(story, ended));
}

function endedAs({ ending, because }: Story, ended: string): boolean {
  if (ended === "answered") return ending === "full" || ending === "degraded";
  return ended === ending || ended === because;
}

function isOf(story: Story, place: Place, name: string): boolean {
  switch (place) {
    case "region":
      return story.region === name;
    case "carrier":
      return story.carrier === `${story.region}/${name}`;
    case "access":
      return story.access === name;
    case "set":
      return story.sets.includes(name);
  }
}
