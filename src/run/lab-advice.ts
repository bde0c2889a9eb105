import type { LabSource } from "../model/lab/lab-source.ts";
import type { ResponseBlocks } from "../model/lab/response-blocks.ts";
import type { LabAdvice, LabEstimate } from "../result/lab-result.ts";
import { roundFigure } from "../result/round-figure.ts";
import { mser5 } from "../stats/mser.ts";

/** The precision that advice on the length of a run is for: half of the 95 % interval, as a share of the mean. */
const WANTED = 0.01;
/** With fewer replications the interval itself is a guess. */
const REPLICATIONS_MIN = 5;

/** What a run tells of its own length, source by source. */
export class LabAdviceTally {
  private readonly blocks = new Map<string, ResponseBlocks>();

  add({ id, blocks }: LabSource): void {
    const before = this.blocks.get(id);
    if (before === undefined) this.blocks.set(id, blocks);
    else before.merge(blocks);
  }

  /**
   * How much of the run is warm-up, by MSER-5 of the mean responses in the order in which requests began, over all
   * replications (Welch 1983; White, Cobb and Spratt 2000), and how much more of it makes the mean precise. Where the run
   * is too short to tell, it says so and nothing else.
   */
  advice(id: string, warmup: number, mean: LabEstimate | null): LabAdvice {
    const length = lengthAdvice(mean);
    const refused = (tooShort: string): LabAdvice => ({
      source: id,
      warmup: null,
      change: null,
      ...length,
      tooShort,
    });
    const blocks = this.blocks.get(id);
    const used =
      blocks === undefined ? [] : [...blocks.counts.keys()].filter((i) => (blocks.counts[i] ?? 0) > 0);
    if (blocks === undefined || used.length < VALUES_MIN)
      return refused(`${used.length} blocks of answers, not ${VALUES_MIN}`);
    const { cut, reliable } = mser5(used.map((i) => (blocks.sums[i] ?? 0) / (blocks.counts[i] ?? 1)));
    if (!reliable) return refused("it is not over by the middle");
    const over = (used[cut] ?? 0) * blocks.size;
    const own = meanFrom(blocks, Math.ceil(warmup / blocks.size));
    const change = over > warmup ? meanFrom(blocks, used[cut] ?? 0) / own - 1 : 0;
    return { source: id, warmup: over, change: roundFigure(change, "figure"), ...length, tooShort: null };
  }
}

/** MSER-5 on fewer values minimises noise. */
const VALUES_MIN = 100;

function lengthAdvice(mean: LabEstimate | null): Pick<LabAdvice, "precision" | "longer"> {
  if (
    mean === null ||
    mean.low === null ||
    mean.high === null ||
    mean.n < REPLICATIONS_MIN ||
    !(mean.estimate > 0)
  )
    return { precision: null, longer: null };
  const precision = (mean.high - mean.low) / 2 / mean.estimate;
  return {
    precision: roundFigure(precision, "figure"),
    longer: roundFigure((precision / WANTED) ** 2, "figure"),
  };
}

function meanFrom({ sums, counts }: ResponseBlocks, block: number): number {
  const total = (of: Float64Array) => of.subarray(block).reduce((sum, x) => sum + x, 0);
  return total(sums) / total(counts);
}
