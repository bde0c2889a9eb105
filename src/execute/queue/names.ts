/**
 * A queue for each version of the engine: a worker never sees what it would do otherwise than the one that asks.
 */
export function queueName(version: string): string {
  return `hongbao-${version}`;
}

/** Who asks leaves the version that it needs under this name, for workers of another one to be refused. */
export const NEEDED_VERSION = "hongbao:needed-version";
/** For so long after the last who asked was seen [s]. */
export const NEEDED_FOR_S = 60;

/** A lock that is not renewed for so long is lost, and its job is given to another worker [ms]. */
export const LOCK_MS = 15_000;
/** How often lost locks are looked for [ms]. */
export const LOST_EVERY_MS = 5000;
/** A job that took so many workers with it is not given to another. */
export const WORKERS_LOST_MAX = 3;
