import type { CopyPlaces } from "../storage/copy-ways.ts";
import type { PlannedIdc } from "./plan.ts";
import type { WorldParams } from "./world-params.ts";

type Params = Pick<WorldParams, "scenario" | "plan">;

/**
 * Where each copy of the sets stands that live in an IDC, by number of the IDC over all regions: so many campuses further
 * on, in the region that is so many further on; where the scenario names no places copy n is n campuses further on.
 */
export function idcsOfCopies(home: PlannedIdc, { scenario, plan }: Params): number[] {
  const { replicas, placement, regions } = scenario.sets.storage;
  const homes = plan.ordersIn.flatMap((ordersIn, region) => (ordersIn === region ? [region] : []));
  return Array.from({ length: replicas }, (_, copy) => {
    const region = homes[(homes.indexOf(home.region) + (regions?.[copy] ?? 0)) % homes.length];
    const campuses = plan.idcs.flatMap((idc, i) => (idc.region === region ? [i] : []));
    return campuses[(home.place + (placement?.[copy] ?? copy)) % campuses.length] as number;
  });
}

/** The ways between a set's copies, where the scenario names their places; else the legs hold them. */
export function placesOfCopies(home: PlannedIdc, params: Params): CopyPlaces | undefined {
  if (params.scenario.sets.storage.placement === undefined) return undefined;
  const copies = idcsOfCopies(home, params).map((idc) => params.plan.idcs[idc] as PlannedIdc);
  const wayMs = (from: PlannedIdc) => copies.map((to) => delayMs(from, to, params));
  return { fromCallersMs: wayMs(home), betweenMs: copies.map(wayMs) };
}

/** One way from campus to campus; to another region by the first line of the route. */
function delayMs(from: PlannedIdc, to: PlannedIdc, { scenario }: Params): number {
  const { campusDelay } = scenario.network;
  if (from.region === to.region) return from.place === to.place ? 0 : campusDelay;
  const ends = [from, to].map(({ region }) => scenario.regions[region]?.id as string);
  const route = scenario.routes.find(({ between }) => ends.every((id) => between.includes(id)));
  const line = scenario.lines.find(({ id }) => id === route?.lines[0]);
  return 2 * campusDelay + (line?.delay ?? 0);
}
