import { compileDistribution } from "../../kernel/distribution.ts";
import type { Federation } from "../../kernel/federation.ts";
import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { asksForCarriers } from "../../scenario/budgets/asks-for-carriers.ts";
import type { CalleeBreakers } from "../control/callee-breakers.ts";
import type { BlastCounts } from "../measure/blast-counts.ts";
import { ChainCounts } from "../measure/chain-counts.ts";
import { Tallies } from "../measure/tallies.ts";
import type { CampusReach } from "../network/campus-reach.ts";
import type { CarrierEntry } from "../network/carrier.ts";
import { AccessLayer } from "../site/access-layer.ts";
import { RequestTable } from "../site/request-table.ts";
import type { Router } from "../site/router.ts";
import { Arrivals } from "../traffic/arrivals.ts";
import { Crowd } from "../traffic/crowd.ts";
import { TransitArrivals } from "../traffic/transit-arrivals.ts";
import { CallDeadlines } from "../workflow/call-deadlines.ts";
import type { Directory } from "../workflow/directory.ts";
import { Grabbing } from "../workflow/grab.ts";
import type { IdleConnections } from "../workflow/idle-connections.ts";
import { Journey } from "../workflow/journey.ts";
import { LinePost, type WayTo } from "../workflow/line-post.ts";
import { NewPacket } from "../workflow/new-packet.ts";
import { Opening } from "../workflow/open.ts";
import { RegionMail } from "../workflow/region-mail.ts";
import { Send } from "../workflow/send.ts";
import { SetCalls } from "../workflow/set-calls.ts";
import { Shake } from "../workflow/shake.ts";
import { Sharing } from "../workflow/share.ts";
import { AccessLadder } from "./access-ladder.ts";
import { makeAccessClusters } from "./access-lanes.ts";
import { callChain, calleeLevels, makeBatches, makeBreakers, makeShowings } from "./call-parts.ts";
import { idleConnections, keepAlive } from "./connections.ts";
import {
  cumulative,
  makeEntries,
  makePopulation,
  makeReach,
  makeRouter,
  releaseWindows,
  shareMix,
  usersAtScale,
} from "./edge-parts.ts";
import { callUntil, makeClient, makeOpenLater, makeShakeAgain } from "./handsets.ts";
import { joinsOf } from "./joins.ts";
import { latencyGrid } from "./latency-grid.ts";
import type { OutageLog } from "./outage-log.ts";
import { makePriorities, overloadParams } from "./overload-params.ts";
import { probePaths } from "./probing.ts";
import type { TimelineLog } from "./timeline-log.ts";
import { STEP_WINDOW_MS, type WorldParams } from "./world-params.ts";

/**
 * A region's edge, one district: its users, the carriers' networks, the access clusters, and this region's ends of
 * the lines to others.
 */
export class RegionEdge {
  readonly name: string;
  readonly sim: Simulation;
  readonly entries: readonly CarrierEntry[];
  readonly access: AccessLayer;
  readonly accessLadder: AccessLadder;
  readonly router: Router;
  readonly requests = new RequestTable();
  readonly chain = new ChainCounts();
  readonly reach: CampusReach | undefined;
  /** The access servers' to the sets, where idle ones are closed. */
  readonly connections: { connections?: IdleConnections };
  readonly tallies: Tallies;
  readonly crowd: Crowd;
  readonly mail: RegionMail;
  readonly ways: readonly (WayTo | undefined)[];
  readonly timeline: TimelineLog;
  readonly journey: Journey;
  readonly calls: SetCalls;
  readonly breakers: CalleeBreakers | undefined;
  readonly shake: Shake;
  private readonly send: Send;

  constructor(options: {
    params: WorldParams;
    federation: Federation;
    region: number;
    directory: Directory;
    ways: readonly (WayTo | undefined)[];
    /** What is counted about faults, for this region. */
    blasts: readonly BlastCounts[];
    /** Outages of the region's and other IDCs, as this edge learns of them. */
    outages: OutageLog;
    timeline: TimelineLog;
  }) {
    const { params, federation, region, directory } = options;
    const { scenario, plan, seed } = params;
    this.name = (scenario.regions[region] as { id: string }).id;
    this.sim = federation.district(region);
    this.timeline = options.timeline;
    this.ways = options.ways;
    this.entries = makeEntries(params, region);
    this.accessLadder = new AccessLadder(this.name, params, this.timeline.sink);
    this.access = this.makeAccess(params, region);
    const apart = asksForCarriers(scenario);
    this.tallies = new Tallies(this.entries.length, apart, STEP_WINDOW_MS, latencyGrid(scenario));
    const ownSets = plan.sets.filter((set) => set.region === plan.ordersIn[region]);
    this.router = makeRouter(params, ownSets, this.name, this.timeline);
    for (const { atMs, count } of joinsOf(ownSets, params.startMs))
      this.sim.callAt(atMs, () => this.disturb(() => this.router.join(count, atMs)));
    const stream = (cause: string) => openStream(seed, `${cause}/${this.name}`);
    this.reach = makeReach(params, region);
    const post = new LinePost({
      federation,
      region,
      district: region,
      directory,
      ways: this.ways,
      campusDelayMs: scenario.network.campusDelay,
      serviceBytes: scenario.bytes.service,
      ...makeBatches(params),
      blasts: options.blasts,
      chain: this.chain,
      stream: stream("lines"),
      showsAgain: scenario.network.showRetries > 0,
    });
    this.connections = idleConnections(params, region, this.access);
    keepAlive(params, region, this.sim, post);
    this.mail = new RegionMail({
      federation,
      region,
      district: region,
      directory,
      post,
      campusDelayMs: scenario.network.campusDelay,
      chain: callChain(scenario.chain),
      ...this.connections,
      requests: this.requests,
      ...callUntil(params, this.requests),
      counts: this.chain,
      ...makeShowings(params, this.sim, region, post),
      ...(this.reach === undefined ? {} : { reach: this.reach }),
      idcGone: (set, leftMs) => options.outages.goneAt((plan.sets[set] as { idc: number }).idc, leftMs),
    });
    probePaths(params, region, this.sim, this.ways, this.mail);
    const journey = this.makeJourney(params);
    this.journey = journey;
    this.breakers = makeBreakers(params, region, this.timeline.seenFrom(this.name));
    const calls = new SetCalls({
      sim: this.sim,
      requests: this.requests,
      router: this.router,
      ownSets: ownSets.map(({ index }) => index),
      setsAreHere: plan.ordersIn[region] === region,
      journey,
      deadlines: (isOpen, due) => new CallDeadlines(this.sim, scenario.network.callTimeout, isOpen, due),
      post: (slot, tag, set, leaveMs) => this.mail.call(slot, tag, set, leaveMs),
      createTries: scenario.sets.createTries,
      callRetries: scenario.network.callRetries,
      slowMs: scenario.sets.health.gray.slow,
      blasts: options.blasts,
      ...calleeLevels(params),
      ...(this.breakers === undefined ? {} : { breakers: this.breakers }),
    });
    this.calls = calls;
    const { packets } = scenario;
    const common = { sim: this.sim, requests: this.requests, journey, calls };
    const sharing = new Sharing({
      ...common,
      delay: params.laws.shareDelay,
      stream: stream("sharing"),
    });
    const newPacket = new NewPacket({
      requests: this.requests,
      wonShares: shareMix(packets.won.shares),
      wonAmountFen: compileDistribution(packets.won.amount),
      sentShares: shareMix(packets.personal.shares),
      sentAmountFen: compileDistribution(packets.personal.amount),
      stream: stream("amounts"),
    });
    const opening = new Opening({
      ...common,
      delay: params.laws.openDelay,
      neverShare: packets.neverOpened,
      stream: stream("opening"),
      later: makeOpenLater(params, this.name, this.requests, journey),
    });
    const grabbing = new Grabbing({
      ...common,
      opening,
      entries: this.entries,
      entryUpTo: cumulative(plan.entryShare[region] as readonly number[]),
      stream: stream("grabbing"),
    });
    this.crowd = new Crowd(this.sim, params.laws.reaction, stream("reaction"), grabbing, grabbing);
    this.mail.deliverTo(calls, this.crowd);
    this.shake = new Shake({
      ...common,
      newPacket,
      sharing,
      shakers: this.entries.map((entry, i) => ({
        arrivals: new TransitArrivals({
          curve: params.shakes,
          factor: this.trafficShare(params, region, i),
          fromMs: params.startMs,
          untilMs: params.toMs,
          transit: entry,
          stream: openStream(seed, `arrivals/shake/${entry.name}`),
        }),
        population: makePopulation(params, this.userShare(params, region, i)),
        stream: openStream(seed, `players/${entry.name}`),
      })),
      phases: params.shakes.phases,
      stream: stream("shakes"),
      again: makeShakeAgain(params, this.name, this.requests, journey),
    });
    this.send = new Send({
      ...common,
      newPacket,
      sharing,
      untilMs: params.toMs,
      senders: this.entries.map((entry, i) => ({
        entry,
        arrivals: new Arrivals(params.sends, this.trafficShare(params, region, i)),
        users: usersAtScale(params, this.userShare(params, region, i)),
        stream: openStream(seed, `arrivals/send/${entry.name}`),
      })),
      payment: compileDistribution(packets.payment),
      stream: stream("payment"),
    });
  }

  /** Starts the traffic at startMs. */
  start(startMs: number): void {
    this.shake.start(startMs);
    this.accessLadder.start(this.sim, this.access, (change) => this.disturb(change));
    this.send.start(startMs);
  }

  /** Shakes that came off the air so far. */
  get shakesTaken(): number {
    return this.shake.taken;
  }

  /** Brings what is fed forward late up to now: before a part of the edge is looked at from outside. */
  catchUp(): void {
    this.shake.catchUp(this.sim.now);
  }

  /** Changes a part of the edge, now: a fault begins or ends. */
  disturb(change: () => void): void {
    this.shake.catchUp(this.sim.now);
    change();
    this.shake.hurry();
  }

  /** Whether nothing is under way or still to come from packets shown. */
  atRest(): boolean {
    const toBeShown = this.mail.showings?.underWay ?? 0;
    return this.requests.size === 0 && this.crowd.size === 0 && toBeShown === 0;
  }

  private userShare(params: WorldParams, region: number, entry: number): number {
    const { scenario, plan } = params;
    return (
      (scenario.regions[region] as { users: number }).users * (plan.entryShare[region]?.[entry] as number)
    );
  }

  private trafficShare(params: WorldParams, region: number, entry: number): number {
    return this.userShare(params, region, entry) / params.k;
  }

  private makeAccess(params: WorldParams, region: number): AccessLayer {
    const { scenario, plan, seed, k } = params;
    const { access, packets, carriers } = scenario;
    const priorities = makePriorities(scenario, access.overload);
    const clusters = makeAccessClusters({
      seed,
      k,
      clusters: plan.clusters.filter((cluster) => cluster.region === region),
      workers: access.workers,
      queueMax: access.queueMax,
      overload: overloadParams(access.overload, priorities.businesses, 1),
      priorities,
      rungs: this.accessLadder.rungs,
      releaseRps: packets.release.rate,
      releaseWindows: releaseWindows(params),
      pace: packets.release.pace ?? { kind: "even" },
      serversTotal: access.servers,
      windowMs: STEP_WINDOW_MS,
    });
    return new AccessLayer(clusters, carriers.entries.length);
  }

  private makeJourney(params: WorldParams): Journey {
    const { scenario, seed } = params;
    const { bytes, access } = scenario;
    const shakesGoOn = scenario.chain.shake === "owner";
    const { shake, other } = bytes;
    const shakeDown = shake.down + (bytes.prepush ? 0 : bytes.static);
    return new Journey({
      sim: this.sim,
      requests: this.requests,
      entries: this.entries,
      access: this.access,
      client: makeClient(params),
      chain: this.chain,
      tallies: this.tallies,
      shakesGoOn,
      shakeService: compileDistribution(shakesGoOn ? access.relayTime : access.serviceTime),
      relayService: compileDistribution(access.relayTime),
      upBytes: [shake.up, other.up, other.up, other.up, other.up],
      downBytes: [shakeDown, other.down, other.down, other.down, other.down],
      countFromMs: params.fromMs,
      stream: openStream(seed, `journey/${this.name}`),
    });
  }
}
