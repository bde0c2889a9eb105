import { availableParallelism } from "node:os";
import { InputError } from "./input-error.ts";

/** The number of threads of `--workers N`: a whole number from 1 to 256. */
export function workersOption(text: string): number {
  const workers = /^\d+$/.test(text.trim()) ? Number(text) : 0;
  if (workers >= 1 && workers <= 256) return workers;
  throw new InputError(`--workers: found "${text}", expected a whole number from 1 to 256`);
}

/** How many runs are done at a time: as `--workers N` says, otherwise as many as there are cores. */
export function runsAtATime(workers: string | undefined): number {
  return workers === undefined ? availableParallelism() : workersOption(workers);
}
