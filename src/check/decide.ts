import type { Replication } from "../result/figures/figure.ts";
import { type Asked, judge } from "./judge.ts";
import { isJudged, type Limit } from "./limit.ts";
import { alphaOf } from "./looks.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Judges the budgets of a scenario as replications come in. Looked at by a schedule that is fixed before the first run;
 * a verdict that is reached stands, and rests on the replications that there were at that look.
 */
export class Decision {
  readonly looks: readonly number[];
  private readonly asked: readonly Asked[];
  private readonly verdicts = new Map<string, Verdict>();
  private look = 0;
  private broken = false;

  /** @param looks after how many replications, ascending */
  constructor(budgets: readonly Limit[], looks: readonly number[]) {
    this.looks = looks;
    this.asked = budgets.flatMap((budget, index) => (isJudged(budget) ? [{ budget, index }] : []));
  }

  /** How many replications the next look takes; undefined when all is decided or there is no look left. */
  get wanted(): number | undefined {
    const settled = this.look > 0 && this.all.every((verdict) => this.isSettled(verdict));
    return settled || this.broken || this.asked.length === 0 ? undefined : this.looks[this.look];
  }

  /** In the order of the scenario. */
  get all(): Verdict[] {
    return [...this.verdicts.values()];
  }

  /** Decided, or so far from enough samples that not even twice as many as the last look will bring would do. */
  private isSettled({ verdict, samples, samplesMin, replications }: Verdict): boolean {
    if (verdict !== "no data") return verdict !== "undecided";
    const most = this.looks.at(-1) ?? 0;
    return (2 * samples * most) / replications < samplesMin;
  }

  /** Takes the next look, at all replications so far. */
  see(replications: readonly Replication[]): void {
    this.look++;
    const [first] = replications;
    if (first === undefined) return;
    // More replications do not mend one that was cut short.
    this.broken = replications.some(({ complete }) => !complete);
    const figures = this.asked.map(({ budget, index }) => ({
      budget,
      index,
      ids: first.budgets.map(({ id }) => id).filter((id) => id.split("[")[0] === budget.id),
    }));
    const limits = figures.reduce((sum, { budget, ids }) => sum + ids.length * limitsOf(budget), 0);
    for (const { ids, ...asked } of figures) {
      const alpha = alphaOf(asked.budget.confidence, this.looks.length, limits);
      for (const id of ids) {
        const before = this.verdicts.get(id)?.verdict;
        if (before === "pass" || before === "fail") continue;
        this.verdicts.set(id, judge(asked, id, replications, alpha));
      }
    }
  }
}

function limitsOf({ max, min }: Limit): number {
  return (max === undefined ? 0 : 1) + (min === undefined ? 0 : 1);
}
