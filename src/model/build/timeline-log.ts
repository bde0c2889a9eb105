import type { TimelineEntry, TimelineSink } from "../control/timeline.ts";

/**
 * What happened, as one district wrote it down. Logs of several districts are merged by (time, district, order of
 * writing), so that the timeline does not depend on the order in which districts were run.
 */
export class TimelineLog {
  readonly entries: TimelineEntry[] = [];
  readonly sink: TimelineSink = (entry) => {
    this.entries.push(entry);
  };

  /** A sink that adds who saw it. */
  seenFrom(observer: string): TimelineSink {
    return (entry) => this.entries.push({ ...entry, text: `${entry.text} (seen from ${observer})` });
  }
}

/** All logs in the order of time; equal times in the order of the districts. */
export function mergeTimelines(logs: readonly TimelineLog[]): TimelineEntry[] {
  return logs.flatMap((log) => log.entries).sort((a, b) => a.atMs - b.atMs);
}
