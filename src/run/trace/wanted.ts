import { FAILURES, type OUTCOMES, REFUSERS } from "../../model/measure/step-counts.ts";
import { ENDINGS, type Story } from "../../model/trace/story.ts";
import { STEP_NAMES } from "../../model/workflow/step.ts";

/** What a story can be chosen by, beside its step and time. */
export const PLACES = ["region", "carrier", "access", "set"] as const;
export type Place = (typeof PLACES)[number];

/** What an answer to a request of each step can say. */
const SAYS: Readonly<Record<(typeof STEP_NAMES)[number], readonly (typeof OUTCOMES)[number][]>> = {
  shake: ["noLuck", "won"],
  send: ["sent"],
  grab: ["granted", "empty"],
  open: ["opened", "gone"],
  share: ["shared"],
};

/** How a request of a step may be said to have ended: in which way, or with what. */
export function endings(step: (typeof STEP_NAMES)[number]): readonly string[] {
  return [...new Set([...ENDINGS, "answered", ...SAYS[step], ...REFUSERS, ...FAILURES])];
}

export const STEPS = STEP_NAMES;

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
