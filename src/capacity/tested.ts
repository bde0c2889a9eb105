import type { Limit } from "../check/limit.ts";
import type { Replication } from "../result/figures/figure.ts";
import type { Reading } from "./crossing.ts";
import { excessOf, type Judged, judgedOf } from "./excess.ts";
import type { Span } from "./span.ts";

/** Runs at a value of the axis. */
export interface Wanted {
  x: number;
  text: string;
  /** The first so many of the scenario's seeds. */
  seeds: number;
}

/** Does runs that were not done before. */
export type Measure = (wanted: readonly Wanted[]) => Promise<Replication[][]>;

/** All values that were tested so far, each with the replications of its first seeds. */
export class Tested {
  readonly span: Span;
  private readonly limits: readonly Limit[];
  private readonly runsMax: number;
  private readonly measure: Measure;
  private readonly at = new Map<number, Replication[]>();

  constructor(span: Span, limits: readonly Limit[], runsMax: number, measure: Measure) {
    this.span = span;
    this.limits = limits;
    this.runsMax = runsMax;
    this.measure = measure;
  }

  get runs(): number {
    return [...this.at.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** Values in ascending order. */
  get values(): number[] {
    return [...this.at.keys()].sort((a, b) => a - b);
  }

  replications(x: number): readonly Replication[] {
    return this.at.get(x) ?? [];
  }

  /** Whether so many seeds at each of some values are within the runs that may be done, with some left over. */
  affords(values: readonly number[], seeds: number, leftOver = 0): boolean {
    const more = values.reduce((sum, x) => sum + Math.max(0, seeds - this.replications(x).length), 0);
    return this.runs + more + leftOver <= this.runsMax;
  }

  /** Sees to it that each value has so many seeds. */
  async test(values: readonly number[], seeds: number): Promise<void> {
    const short = [...new Set(values)].filter((x) => this.replications(x).length < seeds);
    if (short.length === 0) return;
    const found = await this.measure(short.map((x) => ({ x, text: this.span.text(x), seeds })));
    short.forEach((x, i) => {
      this.at.set(x, found[i] ?? []);
    });
  }

  /** What is judged, by the first value that was tested. */
  get judged(): Judged[] {
    const first = [...this.at.values()][0]?.[0];
    return first === undefined ? [] : judgedOf(this.limits, first);
  }

  /** The budgets of which all have to hold. */
  get binding(): Judged[] {
    return this.judged.filter(({ limit }) => limit.severity === "error");
  }

  /** A budget's reading at a value, of its first so many seeds, or without one of them. */
  reading(of: Judged, x: number, seeds = Number.POSITIVE_INFINITY, without = -1): Reading {
    const replications = this.replications(x).filter((_, i) => i < seeds && i !== without);
    return { x, excess: excessOf(of, replications) };
  }

  /** Whether all budgets' estimates hold. */
  holds(x: number): boolean {
    return this.binding.every((of) => this.reading(of, x).excess.plain <= 0);
  }
}
