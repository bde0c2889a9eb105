import { clip } from "./clip.ts";
import { countText, durationText } from "./number-text.ts";
import type { Incident, Result } from "./result.ts";

/**
 * Each fault that was found or that touched somebody, in a line: how long it took to find and to avoid it and until
 * users had recovered, and how many it touched. At most `room` lines.
 */
export function incidentLines({ incidents = [] }: Result, room: number): string[] {
  return incidents.filter(isWorthTelling).slice(0, room).map(incidentLine);
}

function isWorthTelling({ foundAfterMs, touched }: Incident): boolean {
  return (
    foundAfterMs !== null || touched.requests + touched.membersUnseen + touched.attemptsWithoutAccess > 0
  );
}

function incidentLine(of: Incident): string {
  const { requests, membersUnseen, attemptsWithoutAccess } = of.touched;
  const parts = [
    after("found", of.foundAfterMs) ?? "not found",
    after("avoided", of.avoidedAfterMs) ?? "not avoided",
    after("recovered", of.recoveredAfterMs) ?? "not recovered",
    `${countText(requests + membersUnseen + attemptsWithoutAccess)} touched`,
  ];
  return clip(`${of.part}: ${parts.join(", ")}`);
}

function after(what: string, ms: number | null): string | undefined {
  return ms === null ? undefined : `${what} ${durationText(ms)}`;
}
