import { compileDistribution } from "../../kernel/distribution.ts";
import type { HealthParams } from "../control/health.ts";
import { ACCESS_TYPES, AccessType } from "../network/access-type.ts";
import { CampusReach } from "../network/campus-reach.ts";
import { CarrierEntry } from "../network/carrier.ts";
import { Link } from "../network/link.ts";
import { Router } from "../site/router.ts";
import { Population } from "../traffic/population.ts";
import type { ShareMix } from "../workflow/new-packet.ts";
import type { PlannedSet } from "./plan.ts";
import type { TimelineLog } from "./timeline-log.ts";
import { PART_WINDOW_MS, type WorldParams } from "./world-params.ts";

export function makeEntries(params: WorldParams, region: number): CarrierEntry[] {
  const { carriers, regions } = params.scenario;
  const access = ACCESS_TYPES.map((type) => {
    const { rtt, loss, bursts, retransmit, radio } = carriers.access[type];
    return new AccessType({
      rtt: compileDistribution(rtt),
      loss,
      ...(bursts === undefined ? {} : { bursts }),
      retransmitMs: retransmit,
      ...(radio.kind === "awake"
        ? {}
        : { sleep: { afterMs: radio.after, wake: compileDistribution(radio.wake) } }),
    });
  });
  const { capacity = 1 } = regions[region] as (typeof regions)[number];
  const link = (of: { bandwidth: number; buffer: number }) => {
    return { bandwidthBps: capacity * of.bandwidth, bufferMs: of.buffer };
  };
  const entries = carriers.entries.map(
    (entry, i) =>
      new CarrierEntry({
        name: `${regions[region]?.id}/${entry.id}`,
        weights: params.plan.entryWeights[region]?.[i] as readonly number[],
        access,
        cityRttMs: carriers.cityRtt,
        uplink: link(entry.uplink ?? carriers.uplink),
        downlink: link(entry.downlink ?? carriers.downlink),
        scaleK: params.k,
        windowMs: PART_WINDOW_MS,
      }),
  );
  const { interconnect } = carriers;
  entries.forEach((entry, i) => {
    const through = entries[(i + 1) % entries.length] as CarrierEntry;
    const cross = (way: "up" | "down") =>
      new Link({
        name: `${entry.name} ${way} through ${through.name}`,
        bandwidthBps: capacity * interconnect[way],
        bufferMs: interconnect.buffer,
        scaleK: params.k,
        windowMs: PART_WINDOW_MS,
      });
    if (through !== entry) entry.detour = { through, up: cross("up"), down: cross("down") };
  });
  return entries;
}

/** Which campuses a region's edge reaches; nothing where the scenario cuts none off. */
export function makeReach({ scenario, plan }: WorldParams, region: number): CampusReach | undefined {
  if (!scenario.faults.some(({ kind }) => kind === "cutOffCampus" || kind === "cutCampuses"))
    return undefined;
  const standing = scenario.carriers.entries.map((_, entry) => {
    const clusters = plan.clusters.filter((cluster) => cluster.region === region && cluster.entry === entry);
    const upTo = cumulative(clusters.map(({ servers }) => servers));
    return clusters.map(({ idc }, i) => ({
      campus: plan.idcs.findIndex(({ id }) => id === idc),
      upTo: (upTo[i] as number) / (upTo.at(-1) as number),
    }));
  });
  return new CampusReach(plan.idcs.length, scenario.regions.length, standing);
}

export function makeRouter(
  params: WorldParams,
  ownSets: readonly PlannedSet[],
  region: string,
  timeline: TimelineLog,
): Router {
  const { sets } = params.scenario;
  return new Router(
    {
      partOf: (index) => (ownSets[index] as PlannedSet).name,
      sets: ownSets.length,
      present: ownSets.filter(({ joinsAtMs }) => joinsAtMs <= params.startMs).length,
      virtualNodes: sets.ring.virtualNodes,
      health: healthParams(sets.health, params.k),
      maskedMax: sets.health.maskedMax,
      grayMax: sets.health.gray.maskedMax,
    },
    timeline.seenFrom(region),
  );
}

function healthParams(health: WorldParams["scenario"]["sets"]["health"], k: number): HealthParams {
  const { gray } = health;
  return {
    windowMs: health.window,
    scaleK: k,
    minCalls: health.minCalls,
    failureShare: health.failures,
    gray: {
      windowMs: gray.window,
      minCalls: gray.minCalls,
      failureShare: gray.failures,
      peersFactor: gray.peers,
    },
    openMs: health.open,
    openMaxMs: health.openMax,
    probeRateRps: health.probes,
    successes: health.successes,
    rampMs: health.ramp,
    rampFrom: health.rampFrom,
  };
}

/** When packets are released: while there is traffic, so that stragglers do not win what nobody else asks for. */
export function releaseWindows(params: WorldParams): { fromMs: number; toMs: number }[] {
  const { shakes, startMs, toMs } = params;
  if (params.scenario.packets.release.during === "always") return [{ fromMs: startMs, toMs }];
  return shakes.roundWindows
    .map((window) => ({ fromMs: Math.max(startMs, window.fromMs), toMs: Math.min(toMs, window.toMs) }))
    .filter((window) => window.toMs > window.fromMs);
}

export function usersAtScale(params: WorldParams, share: number): number {
  return Math.max(1, Math.round((params.scenario.population.users * share) / params.k));
}

export function makePopulation(params: WorldParams, share: number): Population {
  const { shakeGap, winsPerUser } = params.scenario.population;
  return new Population({
    users: usersAtScale(params, share),
    shakeGapMs: shakeGap,
    winsPerUserMax: winsPerUser,
  });
}

export function shareMix(counts: readonly { shares: number; weight: number }[]): ShareMix {
  return {
    shares: counts.map((one) => one.shares),
    upTo: cumulative(counts.map((one) => one.weight)),
  };
}

export function cumulative(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
}
