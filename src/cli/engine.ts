import type { LabResult } from "../result/lab-result.ts";
import type { Result } from "../result/result.ts";

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
  run(options: RunOptions): Promise<Result>;
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
}

export interface RunOptions {
  seed?: string;
  k?: number;
  fromMs?: number;
  toMs?: number;
  onProgress?: (progress: { simulatedMs: number; share: number; events: number }) => void;
  progressEveryMs?: number;
  shouldStop?: () => boolean;
}

/**
 * The heavy modules behind the commands. Each is imported when it is first asked for, so that `--help` starts at
 * once; tests put small fakes in their place.
 */
export interface Engine {
  /** @throws InputError with all problems of the file. */
  load(file: string, sets: readonly string[]): Promise<LoadedScenario | LoadedLab>;
  renderReport(result: Result): Promise<string>;
  scenarioTemplate(): Promise<string>;
  scenarioSchema(): Promise<object>;
}
