import { makePlan } from "../../model/build/plan.ts";
import { ACCESS_TYPES } from "../../model/network/access-type.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Place } from "./wanted.ts";

/** What the places of a scenario are called. */
export type PlaceNames = Readonly<Record<Place, readonly string[]>>;

export function placeNames(scenario: Scenario): PlaceNames {
  return {
    region: scenario.regions.map(({ id }) => id),
    carrier: scenario.carriers.entries.map(({ id }) => id),
    access: ACCESS_TYPES,
    set: makePlan(scenario).sets.map(({ name }) => name),
  };
}
