import { judgeIncreases } from "../../../src/check/baseline/judge-increases.ts";
import { baselineFigures } from "../../../src/check/baseline/measure.ts";
import { type KnownFigure, replicationOf, responses } from "../honesty.ts";

/** A figure that grows as it is told to. */
export interface KnownChange {
  name: string;
  of(growth: number): KnownFigure;
}

/** The p99 of M/M/1 is proportional to 1/(1 - load): what is left of the server shrinks by what the figure grows by. */
export const GROWING: readonly KnownChange[] = [
  {
    name: "p99 of M/M/1 at load 0.5, 5000 customers a run",
    of: (growth) => responses(1 - 0.5 / growth, 5000, 0.99),
  },
  {
    name: "p99 of M/M/1 at load 0.8, 3000 customers a run",
    of: (growth) => responses(1 - 0.2 / growth, 3000, 0.99),
  },
];

export interface TallyOfChecks {
  growth: number;
  seeds: number;
  /** Whether both sides draw the same random numbers. */
  common: boolean;
  checks: number;
  maxIncrease: number;
}

/** Checks a figure that has truly grown so much against a baseline, many times over: how often each verdict comes. */
export function tallyOfChecks(
  { of }: KnownChange,
  { growth, seeds, common, checks, maxIncrease }: TallyOfChecks,
): { pass: number; fail: number; undecided: number } {
  const tally = { pass: 0, fail: 0, undecided: 0 };
  const limit = { id: "known", severity: "error", confidence: 0.99, maxIncrease } as const;
  for (let check = 0; check < checks; check++) {
    const runs = (figure: KnownFigure, own: string) =>
      Array.from({ length: seeds }, (_, seed) =>
        replicationOf({ ...figure, name: "known" }, `${check}/${seed}${common ? "" : own}`),
      );
    const then = runs(of(1), "/then");
    const baseline = {
      format: "hongbao-baseline",
      version: 1,
      engine: { name: "hongbao", version: "0" },
      scenario: { name: "", sha256: "" },
      seeds: then.map(({ seed }) => seed),
      figures: baselineFigures(then),
    } as const;
    const [verdict] = judgeIncreases(
      [limit],
      { ...baseline, figures: [...baseline.figures] },
      runs(of(growth), "/now"),
    );
    if (verdict === undefined || verdict.verdict === "no data") throw new Error("a check without a verdict");
    tally[verdict.verdict]++;
  }
  return tally;
}
