import { SinceWrite } from "./since-write.ts";
import type { WriteLog } from "./write-log.ts";

/** Takes single values, such as a histogram. */
export interface Recorder {
  add(value: number): void;
}

const VERSIONS_MAX = 16;

/**
 * What reads missed: a read is stale when it returns an older version than one that had been acknowledged when
 * it began. Measured in versions, and in the time since the oldest missed one was acknowledged.
 */
export class Staleness {
  /** Of the last read: acknowledged versions missed, and for how long [ms]. */
  versionsBehind = 0;
  ageMs = 0;
  /** The entry that it returned. */
  seen = -1;
  /** Reads that missed something. */
  stale = 0;
  /** Reads by versions behind; the last place counts all beyond. */
  readonly behind = new Float64Array(VERSIONS_MAX + 1);
  /** Reads by time since the newest acknowledged write, of keys whose write is not on all replicas for long. */
  readonly since = new SinceWrite();

  private readonly recorder: Recorder | undefined;

  /** The recorder gets the age of each stale read [ms]. */
  constructor(recorder: Recorder | undefined) {
    this.recorder = recorder;
  }

  /** A read that began at nowMs of a key whose newest write is `entry` saw the write `seen`. */
  note(log: WriteLog, nowMs: number, entry: number, seen: number): void {
    this.seen = seen;
    let versions = 0;
    let sinceMs = nowMs;
    for (let missed = entry; missed > seen; missed = log.previous[log.at(missed)] as number) {
      const acknowledgedMs = log.acknowledgedMs[log.at(missed)] as number;
      if (acknowledgedMs > nowMs) continue;
      versions++;
      if (acknowledgedMs < sinceMs) sinceMs = acknowledgedMs;
    }
    this.versionsBehind = versions;
    this.ageMs = nowMs - sinceMs;
    this.noteSince(log, nowMs, entry, versions > 0);
    const place = Math.min(versions, VERSIONS_MAX);
    this.behind[place] = (this.behind[place] as number) + 1;
    if (versions === 0) return;
    this.stale++;
    this.recorder?.add(this.ageMs);
  }

  private noteSince(log: WriteLog, nowMs: number, entry: number, isStale: boolean): void {
    let newest = entry;
    while (newest >= log.tail && (log.acknowledgedMs[log.at(newest)] as number) > nowMs)
      newest = log.previous[log.at(newest)] as number;
    if (newest >= log.tail) this.since.note(nowMs - (log.acknowledgedMs[log.at(newest)] as number), isStale);
  }

  /** A read was not answered. */
  noteNothing(): void {
    this.versionsBehind = 0;
    this.ageMs = 0;
  }
}
