import type { LabWorld } from "../model/lab/lab-world.ts";
import type { Quantity } from "../model/lab/quantities.ts";
import type { LabSeries } from "../result/lab-result.ts";
import { roundFigure } from "../result/round-figure.ts";

/** First width of the windows [ms]; it grows with the run. */
const FINEST_MS = 1;

/** What happened over time, added up over replications window by window. */
export class LabSeriesTally {
  /** Width of the windows so far [ms]: a good one to begin the next replication with. */
  windowMs = FINEST_MS;

  private replications = 0;
  private quantities: readonly Quantity[] = [];
  /** By quantity, in the order of the world's: the sum of its values at each edge. */
  private sums: number[][] = [];

  add({ samples, quantities }: LabWorld): void {
    this.quantities = quantities;
    const coarser = Math.max(this.windowMs, samples.windowMs);
    const own = samples.edges.map((edges) => every(edges, coarser / samples.windowMs));
    const before = this.sums.map((edges) => every(edges, coarser / this.windowMs));
    this.windowMs = coarser;
    // Replications are not equally long: windows are those that all have.
    this.sums = this.replications === 0 ? own : own.map((edges, i) => added(edges, before[i] ?? []));
    this.replications++;
  }

  /** Mean over replications of what each quantity grew by in each window. */
  series(): LabSeries | null {
    const windows = Math.max(0, (this.sums[0]?.length ?? 0) - 1);
    if (this.replications === 0 || windows === 0) return null;
    const parts = this.quantities.map(({ of, name, perMs }, i) => {
      const edges = this.sums[i] ?? [];
      const values = edges
        .slice(1)
        .map((sum, k) =>
          roundFigure(((sum - (edges[k] ?? 0)) * perMs) / this.replications / this.windowMs, "figure"),
        );
      return { of, quantity: name, values };
    });
    return { windowMs: this.windowMs, windows, parts };
  }
}

function every(edges: readonly number[], nth: number): number[] {
  return nth === 1 ? [...edges] : edges.filter((_, i) => i % nth === 0);
}

function added(a: readonly number[], b: readonly number[]): number[] {
  return a.slice(0, b.length).map((x, i) => x + (b[i] as number));
}
