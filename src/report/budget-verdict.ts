import type { FigureUnit } from "../result/figures/figure.ts";

/** What a check said about one budget, as the report shows it. */
export interface BudgetVerdict {
  readonly id: string;
  /** The figure in words. */
  readonly text: string;
  readonly unit: FigureUnit;
  readonly severity: "error" | "warn";
  readonly verdict: "pass" | "fail" | "undecided" | "no data";
  /** Why there is neither pass nor fail. */
  readonly why: string | null;
  /** The command that runs the worst seed again. */
  readonly replay: string | null;
  readonly estimate: number | null;
  /** Bounds of the figure; null where they are infinite or unknown. */
  readonly low: number | null;
  readonly high: number | null;
  readonly max: number | null;
  readonly min: number | null;
  /** How far within the limit the estimate is, as a share of the limit; negative beyond it. */
  readonly margin: number | null;
  readonly confidence: number;
  readonly samples: number;
  readonly replications: number;
  /** The time that is looked at [ms since the scenario's start]. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The replication that by itself is worst, and where in it. */
  readonly worst: {
    readonly seed: string;
    readonly value: number;
    readonly fromMs: number;
    readonly toMs: number;
    readonly part: string;
  } | null;
}
