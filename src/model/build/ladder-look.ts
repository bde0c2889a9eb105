import type { Simulation } from "../../kernel/simulation.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { RungParams } from "../control/ladder.ts";
import { growth, growthRatio } from "../measure/part-series.ts";
import type { SetCell } from "../site/set-cell.ts";
import type { WorldParams } from "./world-params.ts";

/** What rungs may go by beside how busy the part is, by the number of the figure in `RungTrigger`. */
export const FIGURES = ["queueWait", "failures", "queueDepth"] as const;

type Rungs = Scenario["ladder"]["rungs"] | Scenario["ladder"]["access"]["rungs"];

/** Rungs as a ladder knows them. */
export function rungParams(rungs: Rungs): RungParams[] {
  return rungs.map(({ name, on, off, also }) => ({
    name,
    on,
    off,
    also: also.map((trigger) => ({
      figure: FIGURES.indexOf(trigger.trigger),
      on: trigger.on,
      off: trigger.off,
    })),
  }));
}

/** What a set's ladder looks at: means over the ladder's window, but for the depth, which is that of now. */
export class LadderLook {
  utilisation = 0;
  /** By `FIGURES`: mean wait [ms], share of the requests refused or failed, messages in the wallet queue. */
  readonly figures = new Float64Array(FIGURES.length);

  private readonly busy: (everyMs: number) => number;
  private readonly others: readonly ((everyMs: number) => number)[];

  constructor(cell: SetCell, sim: Simulation, { scenario, k }: WorldParams) {
    const { every, window, rungs } = scenario.ladder;
    const looks = Math.max(1, Math.round(window / every));
    const now = () => sim.now;
    this.busy = movingMean(utilisationProbe(cell, now), looks);
    const { logic } = cell.parts;
    const { queue } = cell.wallet;
    const mean = (sum: () => number, of: () => number) => {
      const ratio = growthRatio(sum, of);
      return movingMean((everyMs) => ratio(everyMs) ?? 0, looks);
    };
    // Nobody looks at what no rung goes by.
    this.others = rungs.every(({ also }) => also.length === 0)
      ? []
      : [
          mean(
            () => cell.waitedMs,
            () => logic.arrived,
          ),
          mean(
            () => cell.refused + cell.expired + cell.unavailable,
            () => cell.refused + cell.expired + cell.entered,
          ),
          () => k * queue.depth,
        ];
  }

  /** Looks, now, at what has happened in the last everyMs. */
  take(everyMs: number): void {
    this.utilisation = this.busy(everyMs);
    this.others.forEach((look, figure) => {
      this.figures[figure] = look(everyMs);
    });
  }
}

/** The mean of a probe's last `looks` values. */
export function movingMean(probe: (windowMs: number) => number, looks: number): (windowMs: number) => number {
  const last = new Float64Array(looks);
  let at = 0;
  return (windowMs) => {
    last[at] = probe(windowMs);
    at = (at + 1) % looks;
    // Not `reduce`, which calls for each value: every set is looked at every second of the night.
    let sum = 0;
    for (let i = 0; i < looks; i++) sum += last[i] as number;
    return sum / looks;
  };
}

/** How busy a set was since the last look: its logic servers, its commits or its database's workers, whichever most. */
export function utilisationProbe(cell: SetCell, now: () => number): (windowMs: number) => number {
  const { logic, commits, workers } = cell.parts;
  const logicMs = growth(() => logic.busyMs(now()));
  const passed = growth(() => commits.passed(now()));
  const busiest = (windowMs: number) =>
    Math.max(logicMs() / (windowMs * logic.capacity), passed() / (windowMs * commits.ratePerMs));
  if (workers === undefined) return busiest;
  const { pool } = workers;
  const workersMs = growth(() => pool.busyMs(now()));
  return (windowMs) => Math.max(busiest(windowMs), workersMs() / (windowMs * pool.capacity));
}
