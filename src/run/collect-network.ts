import type { RegionEdge } from "../model/build/region-edge.ts";
import { PART_WINDOW_MS } from "../model/build/world-params.ts";
import { LINE_USES } from "../model/network/line-use.ts";
import type { ShowingCounts } from "../model/workflow/showings.ts";
import { SHAKE } from "../model/workflow/step.ts";
import type { World } from "../model/world.ts";
import type { Result } from "../result/result.ts";
import { perStep } from "./collect-steps.ts";

type Network = NonNullable<Result["network"]>;
type Series = Result["series"]["parts"];

/** What crossed the lines and what was lost on them, over the whole run, every switch of a route, and what requests cost. */
export function collectNetwork(world: World, parts: Series): Network {
  const campuses = campusesOf(world);
  return {
    lines: linesOf(parts),
    routes: routesOf(world),
    ...(campuses.length > 0 ? { campuses } : {}),
    ...connectionsOf(world),
    ...showingsOf(world),
    chain: chainOf(world),
  };
}

/** Campuses that were cut off, and lost something by it. */
function campusesOf({ edges, params }: World): NonNullable<Network["campuses"]> {
  return params.plan.idcs.flatMap(({ id, region }, campus) => {
    const reach = edges[region]?.reach;
    const calls = params.k * (reach?.lostCalls[campus] ?? 0);
    const answers = params.k * (reach?.lostAnswers[campus] ?? 0);
    return calls + answers > 0 ? [{ id, lost: { calls, answers } }] : [];
  });
}

function connectionsOf({ edges, params }: World): { connections?: NonNullable<Network["connections"]> } {
  const all = edges.flatMap(({ connections: { connections } }) =>
    connections === undefined ? [] : [connections],
  );
  if (all.length === 0) return {};
  const total = (of: "calls" | "setUps") => params.k * all.reduce((sum, edge) => sum + edge[of], 0);
  return { connections: { calls: total("calls"), setUps: total("setUps") } };
}

function showingsOf({ edges, params }: World): { showings?: NonNullable<Network["showings"]> } {
  const all = edges.flatMap(({ mail }) => (mail.showings === undefined ? [] : [mail.showings.counts]));
  if (all.length === 0) return {};
  const total = (of: keyof ShowingCounts) => params.k * all.reduce((sum, counts) => sum + counts[of], 0);
  return {
    showings: {
      sent: total("sent"),
      again: total("again"),
      shown: total("shown"),
      twice: total("twice"),
      givenUp: total("givenUp"),
      unseen: total("unseen"),
    },
  };
}

function chainOf({ edges, params }: World): Network["chain"] {
  return perStep((step) => {
    const total = (of: (edge: RegionEdge) => number) =>
      params.k * edges.reduce((sum, edge) => sum + of(edge), 0);
    return {
      requests: total(
        (edge) => (edge.chain.requests[step] as number) + (step === SHAKE ? edge.shakesTaken : 0),
      ),
      roundTrips: total((edge) => edge.chain.roundTrips[step] as number),
      hops: total((edge) => edge.chain.hops[step] as number),
      lineMessages: total((edge) => edge.chain.lineMessages[step] as number),
      lineBytes: total((edge) => edge.chain.lineBytes[step] as number),
    };
  });
}

function linesOf(parts: Series): Network["lines"] {
  return Object.entries(parts.lines ?? {}).map(([id, of]) => {
    const total = (metric: string) =>
      (of[metric] ?? []).reduce<number>((sum, value) => sum + (value ?? 0), 0);
    const bytes = LINE_USES.filter((use) => of[`${use}BytesPerS`] !== undefined).map(
      (use) => [use, (total(`${use}BytesPerS`) * PART_WINDOW_MS) / 1000] as const,
    );
    return {
      id,
      peakUtilisation: (of.utilisation ?? []).reduce<number>((most, value) => Math.max(most, value ?? 0), 0),
      bytes: Object.fromEntries(bytes),
      lost: {
        full: total("lostFullCount"),
        loss: total("lostLossCount"),
        cut: total("lostCutCount"),
        inFlight: total("lostInFlightCount"),
      },
    };
  });
}

function routesOf(world: World): Network["routes"] {
  const { k, scenario } = world.params;
  return world.edges.flatMap((edge) =>
    edge.ways.flatMap((way, to) => {
      if (way === undefined) return [];
      const { route } = way;
      const id = `${route.name}:${edge.name}>${scenario.regions[to]?.id ?? ""}`;
      const switches = route.switches.map(({ atMs, from, to: path }) => {
        return { atMs, from: route.nameOf(from), to: route.nameOf(path) };
      });
      return [{ id, switches, unsent: k * (edge.mail.post.unsent[to] as number) }];
    }),
  );
}
