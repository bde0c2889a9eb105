import type { Impairment } from "../network/impairments.ts";
import type { Effect, FaultOf, FaultTargets } from "./fault-effects.ts";

export function congestCarrier(fault: FaultOf<"congestCarrier">, { edges, params }: FaultTargets): Effect {
  const region = edges.findIndex((edge) => edge.name === fault.region);
  const index = params.scenario.carriers.entries.findIndex((entry) => entry.id === fault.carrier);
  const entry = edges[region]?.entries[index];
  const impairment: Impairment = {
    capacityShare: fault.capacity,
    extraRttMs: fault.extraRtt ?? 0,
    extraLoss: fault.loss ?? 0,
  };
  return {
    district: region,
    apply: (nowMs) => entry?.impair(nowMs, impairment),
    revert: (nowMs) => entry?.unimpair(nowMs, impairment),
  };
}

/**
 * A carrier's entry is gone. Its users get no answer until their handsets have connected to another carrier's, `failover`
 * later; from then on they go through that, and through what lies between the two.
 */
export function loseEntry(fault: FaultOf<"loseEntry">, { edges, params }: FaultTargets): Effect {
  const { carriers, access } = params.scenario;
  const region = edges.findIndex((edge) => edge.name === fault.region);
  const entry = edges[region]?.entries[carriers.entries.findIndex(({ id }) => id === fault.carrier)];
  const { extraRtt, loss } = carriers.interconnect;
  const longWay: Impairment = { capacityShare: 1, extraRttMs: extraRtt, extraLoss: loss };
  return {
    district: region,
    apply: (nowMs) => {
      entry?.fail(nowMs + access.failover);
      entry?.impair(nowMs, longWay);
    },
    revert: (nowMs) => {
      entry?.restore();
      entry?.unimpair(nowMs, longWay);
    },
  };
}
