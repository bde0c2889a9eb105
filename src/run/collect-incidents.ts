import type { Incident } from "../model/build/incidents.ts";
import type { TimelineKind } from "../model/control/timeline.ts";
import { BLAST_WINDOW_MS, END_ANSWERED, ENDS, HURT, INSIDE, OUTSIDE } from "../model/measure/blast-counts.ts";
import type { World } from "../model/world.ts";
import type { Result } from "../result/result.ts";
import { collectSurvivors } from "./collect-survivors.ts";

type Incidents = NonNullable<Result["incidents"]>;
type Parts = Result["series"]["parts"];

/** A second is hurt when of the requests inside the blast radius so many more are not answered than outside. */
const HURT_SHARE = 0.02;

/** What each fault did: when it was found and avoided, when users had recovered, whom it touched, and who stood in. */
export function collectIncidents(world: World, parts: Parts): Incidents {
  const { fromMs, k } = world.params;
  return world.incidents
    .filter(({ atMs, untilMs = Number.POSITIVE_INFINITY }) => atMs < world.nowMs && untilMs > fromMs)
    .map((incident) => {
      const { kind, part, text, atMs, untilMs } = incident;
      const windows = mergedWindows(incident);
      const sum = (column: number) =>
        windows.reduce((total, window) => total + (window[column] as number), 0);
      const moments = momentsOf(world, incident);
      return {
        kind,
        part,
        text,
        atMs,
        untilMs: untilMs ?? null,
        ...moments,
        recoveredAfterMs: recovery(windows),
        touched: {
          requests: k * sum(INSIDE + HURT),
          membersUnseen: k * incident.counts.reduce((total, { unseen }) => total + unseen, 0),
          attemptsWithoutAccess: k * withoutAccess(world, incident),
        },
        blast: incident.counts.length === 0 ? null : blastOf(world, incident, windows),
        survivors: collectSurvivors(world, incident, moments.avoidedAfterMs, parts),
      };
    });
}

/** Counts of all regions, a row a second from the fault's beginning on. */
function mergedWindows({ counts }: Incident): number[][] {
  const rows = Math.max(0, ...counts.map(({ windows }) => windows.windows));
  const columns = counts[0]?.windows.columns ?? 0;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) =>
      counts.reduce((total, { windows }) => total + windows.at(column, row), 0),
    ),
  );
}

const ended = (window: readonly number[], side: number) =>
  ENDS.reduce((total, _, end) => total + (window[side + end] as number), 0);

/** Share of the requests that ended without an answer; 0 without any. */
function unanswered(window: readonly number[], side: number): number {
  const all = ended(window, side);
  return all > 0 ? 1 - (window[side + END_ANSWERED] as number) / all : 0;
}

/** End of the last second that was hurt; 0 where none was, null where the last one still is. */
function recovery(windows: readonly (readonly number[])[]): number | null {
  const last = windows.findLastIndex(
    (window) => unanswered(window, INSIDE) - unanswered(window, OUTSIDE) > HURT_SHARE,
  );
  const lastSeen = windows.findLastIndex((window) => ended(window, INSIDE) > 0);
  return last >= 0 && last === lastSeen ? null : (last + 1) * BLAST_WINDOW_MS;
}

/** Requests that ended while the fault lasted, inside and outside its blast radius. */
function blastOf(
  world: World,
  { sets, atMs, untilMs }: Incident,
  windows: readonly (readonly number[])[],
): NonNullable<Incidents[number]["blast"]> {
  const { k } = world.params;
  const lasted = Math.ceil(((untilMs ?? world.nowMs) - atMs) / BLAST_WINDOW_MS);
  const side = (first: number) => {
    const [answered = 0, refused = 0, failed = 0, later = 0] = ENDS.map((_, end) =>
      windows.slice(0, lasted).reduce((total, window) => total + (window[first + end] as number), 0),
    );
    const requests = answered + refused + failed + later;
    return {
      requests: k * requests,
      answered: k * answered,
      refused: k * refused,
      later: k * later,
      failed: k * failed,
      availability: requests > 0 ? answered / requests : null,
    };
  };
  const inside = side(INSIDE);
  const outside = side(OUTSIDE);
  const all = inside.requests + outside.requests;
  const present = world.plan.sets.filter(({ joinsAtMs }) => joinsAtMs <= atMs);
  return {
    share: all > 0 ? inside.requests / all : null,
    theory: sets.length > 0 ? sets.length / present.length : null,
    inside,
    outside,
  };
}

function momentsOf(
  world: World,
  incident: Incident,
): Pick<Incidents[number], "foundAfterMs" | "avoidedAfterMs" | "returnedAfterMs"> {
  const { lines, sets, atMs } = incident;
  const names = sets.map((set) => world.plan.sets[set]?.name ?? "");
  if (lines !== undefined) {
    return {
      foundAfterMs: latest(world, atMs, ["detect"], lines.ids, "first"),
      avoidedAfterMs: latest(world, atMs, ["switch"], [lines.route], "first"),
      returnedAfterMs: latest(world, atMs, ["switchBack"], [lines.route], "last"),
    };
  }
  return {
    foundAfterMs: latest(world, atMs, ["mask", "detect"], names, "first"),
    avoidedAfterMs: latest(world, atMs, ["mask"], names, "first"),
    returnedAfterMs: latest(world, atMs, ["unmask"], names, "last"),
  };
}

/**
 * When the last of those who saw something happen saw it, counted from the fault's beginning [ms]: of each part and
 * observer the first time, or the last. Null when nobody did.
 */
function latest(
  world: World,
  sinceMs: number,
  kinds: readonly TimelineKind[],
  parts: readonly string[],
  which: "first" | "last",
): number | null {
  const times = world.timelines.flatMap(({ entries }) =>
    parts.flatMap((part) => {
      const seen = entries.filter((e) => e.part === part && kinds.includes(e.kind) && e.atMs >= sinceMs);
      const entry = which === "first" ? seen[0] : seen.at(-1);
      return entry === undefined ? [] : [entry.atMs - sinceMs];
    }),
  );
  return times.length === 0 ? null : Math.max(...times);
}

function withoutAccess(world: World, { idc }: Incident): number {
  if (idc === undefined) return 0;
  return world.edges
    .flatMap(({ access }) =>
      access.clusters.map((cluster, i) => (cluster.idc === idc ? (access.missed[i] as number) : 0)),
    )
    .reduce((total, missed) => total + missed, 0);
}
