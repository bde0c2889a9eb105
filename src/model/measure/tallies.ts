import { SHAKE, STEP_COUNT } from "../workflow/step.ts";
import { AnswerTally } from "./answer-tally.ts";
import { Latencies, type LatencyGrid } from "./latencies.ts";
import { ShakeTally } from "./shake-tally.ts";
import { StepCounts } from "./step-counts.ts";

/** Answers of a step that are written down before they are counted: of shakes, which are most of all requests, more. */
const BATCH = 256;
const SHAKES_BATCH = 1024;

/**
 * What is counted and timed of one region's requests, by carrier entry: each of its own where somebody asks for
 * carriers, else one for all, which costs a run nothing.
 */
export class Tallies {
  readonly counts: readonly StepCounts[];
  readonly latencies: readonly Latencies[];
  /** What shakes that begin go through on their way there, likewise by carrier entry. */
  readonly shakes: readonly ShakeTally[];
  /** What answers go through, by carrier entry and step. */
  readonly answers: readonly (readonly AnswerTally[])[];

  /**
   * @param entries how many carriers there are
   * @param apart whether each is counted by itself
   * @param windowMs width of the windows of counts [ms]
   */
  constructor(entries: number, apart: boolean, windowMs: number, grid: LatencyGrid) {
    const each = perEntry(entries, apart, () => {
      const counts = new StepCounts(windowMs);
      const latencies = new Latencies(grid);
      const answersTo = (step: number) =>
        new AnswerTally(counts, latencies, step, step === SHAKE ? SHAKES_BATCH : BATCH);
      const answers = Array.from({ length: STEP_COUNT }, (_, step) => answersTo(step));
      return { counts, latencies, answers, shakes: new ShakeTally(counts) };
    });
    this.counts = each.map(({ counts }) => counts);
    this.latencies = each.map(({ latencies }) => latencies);
    this.shakes = each.map(({ shakes }) => shakes);
    this.answers = each.map(({ answers }) => answers);
  }

  /** What takes answers to requests of a step over a carrier entry. */
  answersTo(step: number, entry: number): AnswerTally {
    return (this.answers[entry] as readonly AnswerTally[])[step] as AnswerTally;
  }

  /** The counts of these entries together: of all of them where none is named, or none is counted apart. */
  countsOf(entries?: readonly number[]): StepCounts[] {
    this.settle();
    return distinct(this.counts, entries);
  }

  /** Likewise the latencies. */
  latenciesOf(entries?: readonly number[]): Latencies[] {
    this.settle();
    return distinct(this.latencies, entries);
  }

  private settle(): void {
    for (const shakes of this.shakes) shakes.settle();
    for (const answers of this.answers.flat()) answers.settle();
  }
}

function perEntry<T>(entries: number, apart: boolean, make: () => T): T[] {
  const shared = make();
  return Array.from({ length: entries }, () => (apart ? make() : shared));
}

function distinct<T>(all: readonly T[], entries: readonly number[] = [...all.keys()]): T[] {
  return [...new Set(entries.map((entry) => all[entry] as T))];
}
