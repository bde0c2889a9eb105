import type { Limit } from "../check/limit.ts";
import type { Executor } from "../execute/executor.ts";
import type { ReportExtras } from "../report/report.ts";
import type { ReportBeside } from "../report/report-beside.ts";
import type { LabRequest } from "../result/lab-request.ts";
import type { LabResult } from "../result/lab-result.ts";
import type { RecoveryProbe, RecoveryTry } from "../result/recovery/recovery-probe.ts";
import type { Result } from "../result/result.ts";
import type { PlaceNames } from "../run/trace/place-names.ts";
import type { Traced, Wanted } from "../run/trace/trace.ts";
import type { AnyScenario } from "../scenario/scenario.ts";

export type { ReportExtras };

/** A scenario that was read and found good, and what the command line must know of it. */
export interface LoadedScenario {
  kind: "architecture";
  name: string;
  /** "2015-02-18T20:00:00" */
  start: string;
  /** First moment that counts [ms since start]. */
  fromMs: number;
  /** End of the arrivals [ms since start]. */
  toMs: number;
  seed: string;
  /** Its own scale 1/k. */
  k: number;
  /** Parts that its own scale is too coarse for, each with the coarsest that it can bear. */
  scaleNotes: readonly string[];
  run(options: RunOptions): Promise<Result>;
  /** Throws an InputError where there is nothing to recover from, before anything is simulated. */
  checkProbe(options: RunOptions): Promise<void>;
  /** Runs it under other loads than its own: from which on does it not come back from its trigger? */
  probeRecovery(
    options: RunOptions,
    own: Result,
    onTry: (tried: RecoveryTry) => void,
  ): Promise<RecoveryProbe>;
  /** Stories of single requests of the same run, and what the places are called that they can be chosen by. */
  trace: {
    run(wanted: Wanted, options: RunOptions): Promise<Traced>;
    names(): Promise<PlaceNames>;
  };
}

/** A lab that was read and found good. */
export interface LoadedLab {
  kind: "lab";
  name: string;
  seed: string;
  /** How many of its figures the lab says it knows. */
  knownFigures: number;
  run(options: LabRunOptions): Promise<LabResult>;
}

export interface LabRunOptions {
  seed: string;
  /** Runs the lab so many times shorter, to tolerances as much wider as that takes; default 1. */
  shorter?: number;
  onProgress?: (progress: { share: number; replication: number; events: number }) => void;
  shouldStop?: () => boolean;
  onRequest?: ((request: LabRequest) => void) | undefined;
}

export interface RunOptions {
  seed?: string;
  k?: number;
  /** Threads to run on. */
  threads?: number;
  fromMs?: number;
  toMs?: number;
  onProgress?: (progress: { simulatedMs: number; share: number; events: number }) => void;
  progressEveryMs?: number;
  shouldStop?: () => boolean;
}

/** A scenario, and where its budgets are written. */
export interface Checkable {
  file: string;
  scenario: AnyScenario;
  sha256: string;
  limits: Limit[];
  /** A place for each limit, in their order; a flag has no line. */
  places: { file: string; line: number | null; column: number | null }[];
}

/**
 * The heavy modules behind the commands. Each is imported when it is first asked for, so that `--help` starts at
 * once; tests put small fakes in their place.
 */
export interface Engine {
  /** @throws InputError with all problems of the file. */
  load(file: string, sets: readonly string[]): Promise<LoadedScenario | LoadedLab>;
  /** A scenario of either kind, for runs of many seeds. @throws InputError with all problems of the file. */
  checkable(file: string, sets: readonly string[]): Promise<Checkable>;
  executor(workers: number): Promise<Executor>;
  renderReport(result: Result, extras?: ReportExtras): Promise<string>;
  /** Draws a report on another thread. */
  reportBeside(): Promise<ReportBeside>;
  renderLab(result: LabResult): Promise<string>;
  scenarioTemplate(): Promise<string>;
  scenarioSchema(): Promise<object>;
}
