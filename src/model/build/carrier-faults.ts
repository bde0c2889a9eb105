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
