import type { LabRequest } from "../lab-request.ts";
import type { Cell } from "./table.ts";

/** The head of a lab's table of requests. */
export const LAB_REQUEST_COLUMNS = [
  "replication",
  "request",
  "source",
  "phase",
  "start [ms]",
  "end [ms]",
  "latency [ms]",
  "waited [ms]",
  "attempts",
  "outcome",
  "reason",
] as const;

/** A row of it, times to the nanosecond. */
export function labRequestRow(request: LabRequest): Cell[] {
  const { startMs, endMs } = request;
  return [
    request.replication,
    request.number,
    request.source,
    request.counts ? "counted" : "warmup",
    toNanosecond(startMs),
    toNanosecond(endMs),
    endMs === null ? null : toNanosecond(endMs - startMs),
    toNanosecond(request.waitedMs),
    request.attempts,
    request.outcome,
    reasonOf(request),
  ];
}

function toNanosecond(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 1e6) / 1e6;
}

function reasonOf({ outcome, at }: LabRequest): string {
  switch (outcome) {
    case "done":
      return "";
    case "refused":
      return at === "" ? "all masked" : `no place at ${at}`;
    case "shed":
      return `sent away by ${at}`;
    case "lost":
      return `lost on ${at}`;
    case "abandoned":
      return `out of patience at ${at}`;
    case "timedOut":
      return "no answer in time";
    case "inFlight":
      return "under way when the run ended";
  }
}
