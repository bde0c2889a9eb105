import { mergeTimelines } from "../model/build/timeline-log.ts";
import { PART_WINDOW_MS } from "../model/build/world-params.ts";
import { BOOKS, type BookName } from "../model/messaging/book.ts";
import type { World } from "../model/world.ts";
import type { Result, TimelineEvent } from "../result/result.ts";
import { failoverEvents } from "./collect-failovers.ts";

type Parts = Result["series"]["parts"];

/** The series of all parts, district by district, and those that only exist over all of them. */
export function collectParts(world: World, endedMs: number): Parts {
  const parts: Parts = {};
  for (const series of world.series) {
    for (const [family, members] of series.values) {
      const into = parts[family] ?? {};
      parts[family] = into;
      for (const [part, metrics] of members) into[part] = Object.fromEntries(metrics);
    }
  }
  const queues = parts.queues ?? {};
  const windows = Math.max(0, ...Object.values(queues).map((queue) => queue.depth?.length ?? 0));
  for (const name of BOOKS) {
    const own = Object.entries(queues).filter(([queue]) => queue.endsWith(`/${name}`));
    if (own.length > 0)
      queues[name] = allTogether(
        own.map(([, metrics]) => metrics),
        windows,
      );
  }
  parts.queues = queues;
  const owed = Object.values(parts.money ?? {});
  const overdueCredits = overdue(world, "wallet", windows, endedMs);
  parts.money = {
    all: { ...(owed.length > 0 ? owedOf(owed, windows) : {}), overdueCredits },
  };
  parts.books = Object.fromEntries(
    BOOKS.filter((name) => queues[name] !== undefined).map((name) => [
      name,
      { overdueCount: name === "wallet" ? overdueCredits : overdue(world, name, windows, endedMs) },
    ]),
  );
  const staleness = Object.values(parts.staleness ?? {});
  if (staleness.length > 0) parts.staleness = { all: staleReads(staleness, windows) };
  markMasks(world, parts.sets ?? {}, windows);
  return parts;
}

type Metrics = Parts[string][string];

/** A metric of many parts joined window by window, from 0 on; what was not recorded counts as 0. */
function joined(
  parts: readonly Metrics[],
  metric: string,
  windows: number,
  join: (a: number, b: number) => number,
): number[] {
  return Array.from({ length: windows }, (_, i) =>
    parts.reduce((total, part) => join(total, part[metric]?.[i] ?? 0), 0),
  );
}

function summed(parts: readonly Metrics[], metric: string, windows: number): number[] {
  return joined(parts, metric, windows, (a, b) => a + b);
}

/** The sum of all sets' queues; the age is the oldest of all. */
function allTogether(queues: readonly Metrics[], windows: number): Metrics {
  return {
    depth: summed(queues, "depth", windows),
    publishedRps: summed(queues, "publishedRps", windows),
    creditedRps: summed(queues, "creditedRps", windows),
    oldestAgeMs: joined(queues, "oldestAgeMs", windows, Math.max),
  };
}

/** What was opened and not yet credited, at the end of each window: money and credits of all IDCs together. */
function owedOf(idcs: readonly Metrics[], windows: number): Metrics {
  return {
    owedFen: summed(idcs, "owedFen", windows),
    owedCredits: summed(idcs, "owedCredits", windows),
  };
}

/** Reads of all IDCs together, and the share of them that were stale; null where nothing was read. */
function staleReads(idcs: readonly Metrics[], windows: number): Metrics {
  const reads = summed(idcs, "reads", windows);
  const stale = summed(idcs, "staleReads", windows);
  const staleShare = reads.map((all, i) => (all > 0 ? (stale[i] as number) / all : null));
  return { reads, staleReads: stale, staleShare };
}

/** Records of a book missing for longer than allowed, at the end of each window. */
function overdue(world: World, name: BookName, windows: number, endedMs: number): number[] {
  const first = Math.floor(world.params.fromMs / PART_WINDOW_MS);
  const all = new Array<number>(windows).fill(0);
  for (const cell of world.idcs.flatMap((idc) => idc.cells)) {
    const series = cell.book(name)?.centre.overdue(endedMs) ?? [];
    for (let i = 0; i < windows; i++) {
      all[i] = (all[i] as number) + world.params.k * (series[first + i] ?? 0);
    }
  }
  return all;
}

/** Share of each window in which the set's own region, the only one to create orders there, had it masked. */
function markMasks(world: World, sets: Parts[string], windows: number): void {
  const { fromMs } = world.params;
  for (const { name, region } of world.plan.sets) {
    const masked = new Array<number>(windows).fill(0);
    for (const span of maskSpans(world, region, name)) addSpan(masked, span, fromMs);
    const metrics = sets[name];
    if (metrics !== undefined) metrics.maskedShare = masked;
  }
}

interface Span {
  fromMs: number;
  toMs: number;
}

function maskSpans(world: World, region: number, set: string): Span[] {
  const spans: Span[] = [];
  for (const { kind, part, atMs } of world.timelines[region]?.entries ?? []) {
    if (part !== set) continue;
    const last = spans[spans.length - 1];
    if (kind === "mask" && last?.toMs !== Number.POSITIVE_INFINITY) {
      spans.push({ fromMs: atMs, toMs: Number.POSITIVE_INFINITY });
    } else if (kind === "unmask" && last !== undefined) last.toMs = atMs;
  }
  return spans;
}

function addSpan(windows: number[], span: Span, originMs: number): void {
  for (let i = 0; i < windows.length; i++) {
    const fromMs = originMs + i * PART_WINDOW_MS;
    const overlapMs = Math.min(span.toMs, fromMs + PART_WINDOW_MS) - Math.max(span.fromMs, fromMs);
    if (overlapMs > 0) windows[i] = (windows[i] as number) + overlapMs / PART_WINDOW_MS;
  }
}

/** What happened, in the order of time: phases, faults, masks, switches, rungs, and when the money was right. */
export function collectTimeline(world: World, failovers: NonNullable<Result["failovers"]>): TimelineEvent[] {
  const { shakes, sends, fromMs } = world.params;
  const phases = [...shakes.phases, ...sends.phases].map((phase): TimelineEvent => {
    return { atMs: phase.fromMs, untilMs: phase.toMs, kind: "phase", part: phase.name, text: phase.name };
  });
  const happened: TimelineEvent[] = mergeTimelines(world.timelines);
  return [...phases, ...happened, ...failoverEvents(failovers), ...moneyEvents(world)]
    .filter(({ atMs, untilMs }) => (untilMs ?? atMs) >= fromMs && atMs <= world.nowMs)
    .sort((a, b) => a.atMs - b.atMs);
}

function moneyEvents(world: World): TimelineEvent[] {
  const centres = world.idcs.flatMap((idc) => idc.cells.map((cell) => cell.wallet.centre));
  const wrong = centres.map((centre) => centre.wrongFirstAtMs(world.nowMs)).filter((atMs) => atMs !== null);
  if (wrong.length === 0) return [];
  const events: TimelineEvent[] = [
    { atMs: Math.min(...wrong), kind: "moneyWrong", part: "wallet", text: "first credit later than allowed" },
  ];
  const right = centres.map((centre) => centre.rightAgainAtMs(world.nowMs)).filter((atMs) => atMs !== null);
  if (right.length === centres.length) {
    events.push({ atMs: Math.max(...right), kind: "moneyRight", part: "wallet", text: "money right again" });
  }
  return events;
}

/** The parts and where they stand, for the map. */
export function collectTopology(world: World): Result["topology"] {
  const { scenario, plan } = world.params;
  const nodes: Result["topology"]["nodes"] = [];
  for (const region of scenario.regions) {
    for (const { id, name } of scenario.carriers.entries) {
      nodes.push({ id: `${region.id}/${id}`, kind: "carrier", name: name ?? id, in: region.id });
    }
  }
  for (const { id, region } of plan.clusters) {
    nodes.push({ id, kind: "cluster", name: id, in: scenario.regions[region]?.id ?? "" });
  }
  for (const { id, between } of scenario.lines) {
    nodes.push({ id, kind: "line", name: id, in: between.join("-") });
  }
  for (const { id, region } of plan.idcs) {
    nodes.push({ id, kind: "idc", name: id, in: scenario.regions[region]?.id ?? "" });
  }
  for (const { name, idc } of plan.sets) {
    nodes.push({ id: name, kind: "set", name, in: plan.idcs[idc]?.id ?? "" });
    for (let i = 0; i < scenario.sets.storage.replicas; i++) {
      nodes.push({ id: `${name}/${i}`, kind: "replica", name: `${name}/${i}`, in: name });
    }
    for (const book of BOOKS) {
      const id = `${name}/${book}`;
      if (scenario.queues[book] !== undefined) nodes.push({ id, kind: "queue", name: id, in: name });
    }
  }
  return { nodes };
}
