import type { Simulation } from "../../kernel/simulation.ts";
import { CircuitBreaker } from "../control/breaker.ts";
import { CalleeBreakers } from "../control/callee-breakers.ts";
import { CalleeLevels } from "../control/callee-levels.ts";
import type { TimelineSink } from "../control/timeline.ts";
import { Batches } from "../workflow/batches.ts";
import type { CallChainParams } from "../workflow/call-chain.ts";
import type { LinePost } from "../workflow/line-post.ts";
import { FAN_OUT } from "../workflow/mail.ts";
import { Showings } from "../workflow/showings.ts";
import { SHARE, STEP_NAMES } from "../workflow/step.ts";
import { makePriorities } from "./overload-params.ts";
import type { WorldParams } from "./world-params.ts";

/** What the access layer learns of the sets' admission levels; nothing where they have none. */
export function calleeLevels({ scenario, plan }: WorldParams): { levels?: CalleeLevels } {
  const { overload } = scenario.sets.logic;
  if (overload.kind !== "dagor") return {};
  return { levels: new CalleeLevels(plan.sets.length, makePriorities(scenario, overload)) };
}

/** What stops calls of a region about orders that exist; nothing where the scenario has no such thing. */
export function makeBreakers(
  { scenario, plan, k }: WorldParams,
  region: number,
  sink: TimelineSink,
): CalleeBreakers | undefined {
  const { breakers } = scenario.network;
  if (breakers === undefined) return undefined;
  const params = {
    windowMs: breakers.window,
    minCalls: breakers.minCalls,
    failureShare: breakers.failures,
    openMs: breakers.open,
    probes: breakers.probes,
    scaleK: k,
  };
  if (breakers.per === "set") {
    const ofSets = plan.sets.map(({ name }) => new CircuitBreaker(name, params, sink));
    return new CalleeBreakers(
      ofSets,
      plan.sets.map((_, set) => set),
    );
  }
  const ofRegions = scenario.regions.map(({ id }) => new CircuitBreaker(id, params, sink));
  return new CalleeBreakers(
    ofRegions,
    plan.sets.map((set) => (set.region === region ? -1 : set.region)),
  );
}

/** How messages are put together for the lines; nothing where they are not. */
export function makeBatches({ scenario, k }: WorldParams): { batches?: Batches } {
  const { batching } = scenario.chain;
  if (batching.kind === "none") return {};
  return { batches: new Batches({ everyMs: batching.every, headerBytes: batching.headers, scaleK: k }) };
}

export function callChain({ orders, steps, connections }: WorldParams["scenario"]["chain"]): CallChainParams {
  return {
    steps: STEP_NAMES.map((step) => {
      const place = steps[step] ?? orders;
      return { runs: place.logic, operations: place.logic === "owner" ? 1 : place.operations };
    }),
    handshake: connections === "new",
  };
}

/** Packets shown in other regions, where the scenario has them sent until they are received. */
export function makeShowings(
  { scenario }: WorldParams,
  sim: Simulation,
  region: number,
  post: LinePost,
): { showings?: Showings } {
  const { showRetries, callTimeout } = scenario.network;
  if (showRetries === 0) return {};
  const showings: Showings = new Showings({
    sim,
    retries: showRetries,
    timeoutMs: callTimeout,
    regions: scenario.regions.length,
    post: (to, packet, members, first, number) =>
      post.send(sim.now, FAN_OUT, region, to, SHARE, packet, members, first, number, showings.oldest),
    giveUp: (to, members) => post.lost(FAN_OUT, members, to),
  });
  return { showings };
}
