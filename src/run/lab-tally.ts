import type { LabLink } from "../model/lab/lab-link.ts";
import type { LabReplicaGroup } from "../model/lab/lab-replica-group.ts";
import type { LabSource } from "../model/lab/lab-source.ts";
import type { LabStation } from "../model/lab/lab-station.ts";
import type { Passage, Times } from "../model/lab/passage.ts";
import {
  figureAt,
  GROUP_FIGURES,
  LINK_FIGURES,
  SOURCE_FIGURES,
  STATION_FIGURES,
} from "../result/lab-figures.ts";
import type { LabEstimate, LabPart } from "../result/lab-result.ts";
import { duration } from "../scenario/units/duration.ts";
import { Histogram } from "../stats/histogram.ts";
import { meanInterval } from "../stats/interval.ts";

const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const;

/** Figures of one replication; NaN where it has none. */
type Values = Readonly<Record<string, number>>;

/** Gathers what one source or station did, replication by replication. */
export class LabTally {
  private readonly id: string;
  private readonly names: readonly string[];
  private readonly values = new Map<string, number[]>();
  private readonly counts = { offered: 0, done: 0, refused: 0, abandoned: 0, timedOut: 0, inFlight: 0 };
  private readonly pooled = { wait: new Histogram(), response: new Histogram(), read: new Histogram() };

  constructor(id: string, names: readonly string[]) {
    this.id = id;
    this.names = names;
    for (const name of names) this.values.set(name, []);
  }

  static ofSource(id: string, sentAt: readonly number[]): LabTally {
    const moments = sentAt.flatMap((ms) => [momentOf("throughput", ms), momentOf("attempts", ms)]);
    return new LabTally(id, [...SOURCE_FIGURES, ...moments]);
  }

  static ofStation(id: string, presentAt: readonly number[]): LabTally {
    return new LabTally(id, [...STATION_FIGURES, ...presentAt.map((ms) => momentOf("present", ms))]);
  }

  static ofGroup(id: string, readAfter: readonly number[]): LabTally {
    const names = GROUP_FIGURES.filter((name) => name !== "fresh");
    return new LabTally(id, [...names, ...readAfter.map((ms) => momentOf("fresh", ms))]);
  }

  static ofLink(id: string): LabTally {
    return new LabTally(id, LINK_FIGURES);
  }

  addLink({ passage, counted }: LabLink, countedMs: number): void {
    const { done, busyMs } = counted;
    this.add(passage, { throughput: (1000 * done) / countedMs, utilisation: busyMs / countedMs });
  }

  addSource({ passage, doneCounted, client, sentAt }: LabSource, countedMs: number): void {
    const moments = sentAt.flatMap(({ atMs, done, attempts }) => [
      [momentOf("throughput", atMs), done],
      [momentOf("attempts", atMs), attempts],
    ]);
    this.add(passage, {
      throughput: (1000 * doneCounted) / countedMs,
      attempts: client === undefined ? 1 : client.attemptsCounted / passage.offered,
      ...Object.fromEntries(moments),
    });
  }

  addStation({ passage, counted, servers, presentAt }: LabStation, countedMs: number): void {
    const { waitingMs, busyMs, done } = counted;
    this.add(passage, {
      throughput: (1000 * done) / countedMs,
      utilisation: busyMs / countedMs / servers,
      busy: busyMs / countedMs,
      queue: waitingMs / countedMs,
      present: (waitingMs + busyMs) / countedMs,
      ...Object.fromEntries(presentAt.map(({ atMs, present }) => [momentOf("present", atMs), present])),
    });
  }

  addGroup({ passage, doneCounted, reads, after }: LabReplicaGroup, countedMs: number): void {
    this.pooled.read.merge(reads.histogram);
    const fresh = after.map((at) => [momentOf("fresh", at.afterMs), 1 - at.stale / at.reads]);
    this.add(passage, {
      throughput: (1000 * doneCounted) / countedMs,
      ...timesOf("read", reads),
      ...Object.fromEntries(fresh),
    });
  }

  part(): LabPart {
    const figures = this.names.map((name) => [name, this.estimate(name)] as const);
    return { id: this.id, counts: { ...this.counts }, figures: Object.fromEntries(figures) };
  }

  estimate(name: string): LabEstimate | null {
    const values = (this.values.get(name) ?? []).filter(Number.isFinite);
    if (values.length === 0) return null;
    const { estimate: mean, standardError, low, high, n } = meanInterval(values);
    const estimate = this.pooledQuantile(name) ?? mean;
    const shift = estimate - mean;
    const bound = (x: number) => (Number.isFinite(x) ? x : null);
    return {
      estimate,
      standardError: bound(standardError),
      low: bound(low + shift),
      high: bound(high + shift),
      n,
    };
  }

  private add(passage: Passage, levels: Values): void {
    const { offered, done, refused, abandoned, timedOut, waited, waits, responses } = passage;
    const { counts } = this;
    counts.offered += offered;
    counts.done += done;
    counts.refused += refused;
    counts.abandoned += abandoned;
    counts.timedOut += timedOut;
    counts.inFlight += offered - done - refused - abandoned - timedOut;
    this.pooled.wait.merge(waits.histogram);
    this.pooled.response.merge(responses.histogram);
    const all: Values = {
      ...levels,
      refused: refused / offered,
      abandoned: abandoned / offered,
      timedOut: timedOut / offered,
      waited: waited / (done + abandoned),
      ...timesOf("wait", waits),
      ...timesOf("response", responses),
    };
    for (const name of this.names) this.values.get(name)?.push(all[name] ?? Number.NaN);
  }

  private pooledQuantile(name: string): number | undefined {
    const [kind, figure] = name.split(".");
    const p = QUANTILES[figure as keyof typeof QUANTILES];
    return p === undefined ? undefined : this.pooled[kind as "wait" | "response" | "read"].smoothQuantile(p);
  }
}

/** A figure at a moment, as the scenario writes it. */
export function momentOf(figure: string, ms: number): string {
  return figureAt(figure, duration.print(ms));
}

function timesOf(kind: "wait" | "response" | "read", { histogram, sdMs }: Times): Values {
  const { mean } = histogram;
  const figures: Record<string, number> = { [`${kind}.mean`]: mean, [`${kind}.sd`]: sdMs };
  for (const [name, p] of Object.entries(QUANTILES)) figures[`${kind}.${name}`] = histogram.smoothQuantile(p);
  return figures;
}
