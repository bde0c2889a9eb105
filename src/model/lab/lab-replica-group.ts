import { enlarge } from "../../kernel/enlarge.ts";
import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabReplicaGroup as LabReplicaGroupPlan } from "../../scenario/lab/lab-scenario.ts";
import { ReplicaGroup } from "../storage/replica-group.ts";
import { Sessions } from "../storage/sessions.ts";
import { legsOf } from "./legs.ts";
import { Passage, Times } from "./passage.ts";
import type { RequestSlots } from "./request-slots.ts";

export interface LabReplicaGroupOptions {
  sim: Simulation;
  plan: LabReplicaGroupPlan;
  seed: string;
  requests: RequestSlots;
  /** A request's write was acknowledged. */
  onDone: (request: number) => void;
}

/** Writes remembered where most replicas never get them. */
const ENTRIES_OF_QUORUM = 4096;
const VERSIONS_MAX = 16;

/** What reads at one distance from the acknowledgement found. */
export interface Reads {
  afterMs: number;
  reads: number;
  /** Those that missed the write. */
  stale: number;
}

/**
 * The architecture's replica group as a stop on a path: a request writes a key of its own and goes on when the write is
 * acknowledged; each write that counts is read again at given times after that.
 */
export class LabReplicaGroup {
  readonly id: string;
  /** Of the writes that count; nobody waits or is refused. */
  readonly passage = new Passage();
  /** How long reads took [ms]. */
  readonly reads = new Times();
  readonly after: readonly Reads[];
  readonly waitMs = 0;
  /** Reads still to come. */
  pendingReads = 0;
  /** Writes acknowledged, counted or not, and over the time that counts. */
  done = 0;
  doneCounted = 0;

  /** Reads that count, by the versions that they were behind; the last place counts all beyond. */
  readonly behind = new Float64Array(VERSIONS_MAX + 1);

  /** Each who has written reads again: how these reads kept what they may expect. */
  readonly sessions = new Sessions();

  private readonly oneKey: boolean;
  private readonly sim: Simulation;
  private readonly requests: RequestSlots;
  private readonly group: ReplicaGroup;
  private readonly acknowledgedHandler: number;
  private readonly readHandlers: readonly number[];
  private readonly onDone: (request: number) => void;
  private latencyMs = new Float64Array(64);
  /** Users whose reads are still to come: what they wrote and how many reads, by a number that is used again. */
  private readonly entryOf: number[] = [];
  private readonly readsLeft: number[] = [];
  private readonly freeUsers: number[] = [];
  private users = 0;
  private reportedMs = 0;
  private doneBefore = 0;

  constructor({ sim, plan, seed, requests, onDone }: LabReplicaGroupOptions) {
    this.id = plan.id;
    this.sim = sim;
    this.requests = requests;
    this.oneKey = plan.oneKey;
    this.onDone = onDone;
    this.group = new ReplicaGroup({
      name: plan.id,
      replicas: plan.replicas,
      write: plan.write,
      read: plan.read,
      discipline: "independent",
      legsMs: legsOf(plan, openStream(seed, `nearest/${plan.id}`)),
      ...(plan.sentTo === "quorum" ? { entriesMax: ENTRIES_OF_QUORUM } : {}),
      recoveryMs: 0,
      stream: openStream(seed, `replicas/${plan.id}`),
    });
    this.after = plan.readAfter.map((afterMs) => ({ afterMs, reads: 0, stale: 0 }));
    this.acknowledgedHandler = sim.register((request) => this.acknowledged(request), `${plan.id} writes`);
    this.readHandlers = this.after.map((at) =>
      sim.register((user) => this.read(user, at), `${plan.id} reads`),
    );
  }

  get sojournMs(): number {
    return this.reportedMs;
  }

  /** A request writes now. Never refused. */
  arrive(request: number): undefined {
    const { sim, group } = this;
    const ackMs = group.write(sim.now, this.oneKey ? group.entry : -1);
    while (request >= this.latencyMs.length)
      this.latencyMs = enlarge(this.latencyMs, this.latencyMs.length * 2);
    this.latencyMs[request] = ackMs - sim.now;
    sim.at(ackMs, this.acknowledgedHandler, request);
    if (this.requests.counts[request] === 1) this.scheduleReads(ackMs);
  }

  beginCounting(): void {
    this.doneBefore = this.done;
  }

  endCounting(): void {
    this.doneCounted = this.done - this.doneBefore;
  }

  private acknowledged(request: number): void {
    this.done++;
    this.reportedMs = this.latencyMs[request] as number;
    this.onDone(request);
  }

  private scheduleReads(ackMs: number): void {
    if (this.after.length === 0) return;
    const { entry } = this.group;
    const user = this.freeUsers.pop() ?? this.users++;
    this.entryOf[user] = entry;
    this.readsLeft[user] = this.after.length;
    this.sessions.begin(user);
    this.sessions.wrote(user, entry);
    this.after.forEach(({ afterMs }, i) => {
      this.pendingReads++;
      this.sim.at(ackMs + afterMs, this.readHandlers[i] as number, user);
    });
  }

  private read(user: number, at: Reads): void {
    const { group, sim } = this;
    const entry = this.entryOf[user] as number;
    this.pendingReads--;
    this.reads.add(group.read(sim.now, this.oneKey ? group.entry : entry) - sim.now);
    this.sessions.read(user, group.staleness.seen);
    const left = (this.readsLeft[user] as number) - 1;
    this.readsLeft[user] = left;
    if (left === 0) this.freeUsers.push(user);
    const place = Math.min(group.staleness.versionsBehind, VERSIONS_MAX);
    this.behind[place] = (this.behind[place] as number) + 1;
    at.reads++;
    if (group.staleness.versionsBehind > 0) at.stale++;
  }
}
