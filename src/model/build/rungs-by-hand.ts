import type { Simulation } from "../../kernel/simulation.ts";
import type { Scenario } from "../../scenario/scenario.ts";

/** What has rungs that can be taken by hand. */
interface Taker {
  takeByHand(nowMs: number, rung: number, taken: boolean): void;
}

/** Has rungs of a part in this region taken and let go at the times that the scenario says. */
export function takeRungsByHand(
  { rungs, access, byHand }: Scenario["ladder"],
  region: string,
  sim: Simulation,
  taker: Taker,
  which: "sets" | "access" = "sets",
): void {
  const names = (which === "sets" ? rungs : access.rungs).map(({ name }) => name);
  for (const { rung, at, for: lasts, regions } of byHand) {
    const index = names.indexOf(rung);
    if (index < 0 || (regions !== "all" && !regions.includes(region))) continue;
    const untilMs = at + (lasts ?? Number.POSITIVE_INFINITY);
    if (untilMs <= sim.now) continue;
    sim.callAt(Math.max(at, sim.now), () => taker.takeByHand(sim.now, index, true));
    if (untilMs < Number.POSITIVE_INFINITY)
      sim.callAt(untilMs, () => taker.takeByHand(sim.now, index, false));
  }
}
