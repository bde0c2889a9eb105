import type { LabLink } from "../model/lab/lab-link.ts";
import type { LabPackets } from "../model/lab/lab-packets.ts";
import type { LabReplicaGroup } from "../model/lab/lab-replica-group.ts";
import type { LabSource } from "../model/lab/lab-source.ts";
import type { LabStation } from "../model/lab/lab-station.ts";
import type { Passage, Times } from "../model/lab/passage.ts";
import type { Observation } from "../result/figures/figure.ts";
import { histogramTimes } from "../result/figures/histogram-times.ts";
import {
  figureAt,
  GROUP_FIGURES,
  LINK_FIGURES,
  PACKET_FIGURES,
  SOURCE_FIGURES,
  STATION_FIGURES,
  WITHIN_VERSIONS,
} from "../result/lab-figures.ts";
import type { LabEstimate, LabPart } from "../result/lab-result.ts";
import { duration } from "../scenario/units/duration.ts";
import { Histogram } from "../stats/histogram.ts";
import { meanInterval } from "../stats/interval.ts";

const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const;

/** Figures that are a share of the requests offered. A link tells those of its messages. */
const SHARES = ["refused", "shed", "lost", "abandoned", "timedOut"] as const;

/** Figures of one replication; NaN where it has none. */
type Values = Readonly<Record<string, number>>;

/** Gathers what one source or station did, replication by replication. */
export class LabTally {
  readonly id: string;
  private readonly names: readonly string[];
  private readonly values = new Map<string, number[]>();
  private readonly counts = {
    offered: 0,
    done: 0,
    refused: 0,
    shed: 0,
    lost: 0,
    abandoned: 0,
    timedOut: 0,
    inFlight: 0,
  };
  private readonly pooled = { wait: new Histogram(), response: new Histogram(), read: new Histogram() };

  private readonly sharesOfOffered: boolean;

  constructor(id: string, names: readonly string[], sharesOfOffered = true) {
    this.id = id;
    this.names = names;
    this.sharesOfOffered = sharesOfOffered;
    for (const name of names) this.values.set(name, []);
  }

  static ofSource(id: string, sentAt: readonly number[], slowerThan: readonly number[]): LabTally {
    const moments = sentAt.flatMap((ms) => [momentOf("throughput", ms), momentOf("attempts", ms)]);
    const names = SOURCE_FIGURES.filter((name) => name !== "slower");
    return new LabTally(id, [...names, ...moments, ...slowerThan.map((ms) => momentOf("slower", ms))]);
  }

  static ofStation(id: string, presentAt: readonly number[]): LabTally {
    return new LabTally(id, [...STATION_FIGURES, ...presentAt.map((ms) => momentOf("present", ms))]);
  }

  static ofGroup(id: string, readAfter: readonly number[]): LabTally {
    const names = GROUP_FIGURES.filter((name) => name !== "fresh");
    return new LabTally(id, [...names, ...readAfter.map((ms) => momentOf("fresh", ms))]);
  }

  static ofLink(id: string): LabTally {
    return new LabTally(id, LINK_FIGURES, false);
  }

  static ofPackets(id: string): LabTally {
    return new LabTally(id, PACKET_FIGURES);
  }

  addPackets({ passage, counted }: LabPackets, countedMs: number): void {
    const { done, opened, empty, letDown } = counted;
    this.add(passage, {
      throughput: (1000 * done) / countedMs,
      opened: (1000 * opened) / countedMs,
      empty: empty / done,
      letDown: letDown / done,
    });
  }

  addLink({ passage, counted }: LabLink, countedMs: number): void {
    const { done, busyMs, messages, lost, bursts } = counted;
    this.add(passage, {
      throughput: (1000 * done) / countedMs,
      utilisation: busyMs / countedMs,
      lost: messages === 0 ? 0 : lost / messages,
      burst: lost / bursts,
      lostAgain: 1 - bursts / lost,
    });
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
      ...Object.fromEntries(
        passage.slower.map(({ thanMs, n }) => [momentOf("slower", thanMs), n / passage.done]),
      ),
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

  addGroup(
    { passage, doneCounted, reads, after, behind, sessions }: LabReplicaGroup,
    countedMs: number,
  ): void {
    this.pooled.read.merge(reads.histogram);
    const all = reads.histogram.count;
    const within = WITHIN_VERSIONS.map((k) => [`within.${k}`, sumOf(behind.subarray(0, k)) / all]);
    const fresh = after.map((at) => [momentOf("fresh", at.afterMs), 1 - at.stale / at.reads]);
    this.add(passage, {
      throughput: (1000 * doneCounted) / countedMs,
      ...timesOf("read", reads),
      ownMissed: sessions.ownMissed / sessions.readsOfOwn,
      wentBack: sessions.wentBack / sessions.secondReads,
      ...Object.fromEntries(fresh),
      ...Object.fromEntries(within),
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

  /** A figure in a form that can be merged over runs: quantiles as histograms, shares as counts, the rest as a mean. */
  observation(name: string): { of: Observation; take: number | "mean" } {
    const quantile = this.quantileOf(name);
    if (quantile !== undefined)
      return { of: histogramTimes(this.pooled[quantile.kind].toJSON()), take: quantile.p };
    const { offered } = this.counts;
    if (this.sharesOfOffered && isShare(name))
      return {
        of: { kind: "ratio", part: this.counts[name], whole: offered, samples: offered },
        take: "mean",
      };
    const estimate = this.estimate(name);
    return {
      of: { kind: "level", value: estimate?.estimate ?? null, samples: estimate?.n ?? 0 },
      take: "mean",
    };
  }

  private add(passage: Passage, levels: Values): void {
    const { offered, done, refused, shed, lost, abandoned, timedOut, waited, waits, responses } = passage;
    const { counts } = this;
    counts.offered += offered;
    counts.done += done;
    counts.refused += refused;
    counts.shed += shed;
    counts.lost += lost;
    counts.abandoned += abandoned;
    counts.timedOut += timedOut;
    counts.inFlight += offered - done - refused - shed - lost - abandoned - timedOut;
    this.pooled.wait.merge(waits.histogram);
    this.pooled.response.merge(responses.histogram);
    const all: Values = {
      lost: lost / offered,
      ...levels,
      refused: refused / offered,
      shed: shed / offered,
      abandoned: abandoned / offered,
      timedOut: timedOut / offered,
      waited: waited / (done + abandoned),
      ...timesOf("wait", waits),
      ...timesOf("response", responses),
    };
    for (const name of this.names) this.values.get(name)?.push(all[name] ?? Number.NaN);
  }

  private pooledQuantile(name: string): number | undefined {
    const quantile = this.quantileOf(name);
    return quantile && this.pooled[quantile.kind].smoothQuantile(quantile.p);
  }

  private quantileOf(name: string): { kind: "wait" | "response" | "read"; p: number } | undefined {
    const [kind, figure] = name.split(".");
    const p = QUANTILES[figure as keyof typeof QUANTILES];
    return p === undefined ? undefined : { kind: kind as "wait" | "response" | "read", p };
  }
}

function isShare(name: string): name is (typeof SHARES)[number] {
  return (SHARES as readonly string[]).includes(name);
}

/** A figure at a moment, as the scenario writes it. */
export function momentOf(figure: string, ms: number): string {
  return figureAt(figure, duration.print(ms));
}

function sumOf(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function timesOf(kind: "wait" | "response" | "read", { histogram, sdMs }: Times): Values {
  const { mean } = histogram;
  const figures: Record<string, number> = { [`${kind}.mean`]: mean, [`${kind}.sd`]: sdMs };
  for (const [name, p] of Object.entries(QUANTILES)) figures[`${kind}.${name}`] = histogram.smoothQuantile(p);
  return figures;
}
