import type { Trigger } from "../../result/recovery/recovery-probe.ts";
import type { Scenario } from "../../scenario/scenario.ts";

/** What is over last before the arrivals end: a fault that ends, or else a round. Undefined where there is neither. */
export function lastTrigger(scenario: Scenario, toMs: number): Trigger | undefined {
  const faults = scenario.faults.flatMap(({ name, kind, at, for: lasts }) =>
    lasts === undefined ? [] : [{ name: name ?? kind, overMs: at + lasts, varied: "traffic" as const }],
  );
  const { shake, send } = scenario.traffic;
  const rounds = [...shake.rounds, ...send.rounds].map(({ name, at, frames }) => ({
    name,
    overMs: at + Math.max(...frames.map(({ after }) => after)),
    varied: "background" as const,
  }));
  return latest(faults, toMs) ?? latest(rounds, toMs);
}

function latest(triggers: readonly Trigger[], toMs: number): Trigger | undefined {
  return triggers.filter(({ overMs }) => overMs < toMs).sort((a, b) => b.overMs - a.overMs)[0];
}

/** The scenario with `factor` times the load that is varied. */
export function withLoad(scenario: Scenario, factor: number, varied: Trigger["varied"]): Scenario {
  const changed = structuredClone(scenario);
  const scale = (of: { rate: number }) => {
    of.rate *= factor;
  };
  for (const curve of [changed.traffic.shake, changed.traffic.send]) {
    curve.background.forEach(scale);
    if (varied === "traffic") for (const { frames } of curve.rounds) frames.forEach(scale);
  }
  return changed;
}

/** Steady shakes a second at a moment [1/s]. */
export function steadyRps({ traffic }: Scenario, atMs: number): number {
  return traffic.shake.background
    .filter(({ from, to }) => from <= atMs && atMs < to)
    .reduce((sum, { rate }) => sum + rate * (traffic.load ?? 1), 0);
}
