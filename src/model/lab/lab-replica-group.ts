import { compileDistribution } from "../../kernel/distribution.ts";
import { enlarge } from "../../kernel/enlarge.ts";
import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabReplicaGroup as LabReplicaGroupPlan } from "../../scenario/lab/lab-scenario.ts";
import { ReplicaGroup } from "../storage/replica-group.ts";
import { Passage, Times } from "./passage.ts";

export interface LabReplicaGroupOptions {
  sim: Simulation;
  plan: LabReplicaGroupPlan;
  seed: string;
  /** A request's write was acknowledged. */
  onDone: (request: number) => void;
}

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

  private readonly sim: Simulation;
  private readonly group: ReplicaGroup;
  private readonly acknowledgedHandler: number;
  private readonly readHandlers: readonly number[];
  private readonly onDone: (request: number) => void;
  private latencyMs = new Float64Array(64);
  private reportedMs = 0;
  private doneBefore = 0;

  constructor({ sim, plan, seed, onDone }: LabReplicaGroupOptions) {
    this.id = plan.id;
    this.sim = sim;
    this.onDone = onDone;
    const { write, ack, read, reply } = plan.legs;
    this.group = new ReplicaGroup({
      name: plan.id,
      replicas: plan.replicas,
      write: plan.write,
      read: plan.read,
      discipline: "independent",
      legsMs: {
        write: compileDistribution(write),
        ack: compileDistribution(ack),
        read: compileDistribution(read),
        reply: compileDistribution(reply),
      },
      recoveryMs: 0,
      failoverMs: 0,
      stream: openStream(seed, `replicas/${plan.id}`),
    });
    this.after = plan.readAfter.map((afterMs) => ({ afterMs, reads: 0, stale: 0 }));
    this.acknowledgedHandler = sim.register((request) => this.acknowledged(request), `${plan.id} writes`);
    this.readHandlers = this.after.map((at) =>
      sim.register((entry) => this.read(entry, at), `${plan.id} reads`),
    );
  }

  get sojournMs(): number {
    return this.reportedMs;
  }

  /** A request writes now. Never refused. */
  arrive(request: number, _priority: number, counts: boolean): boolean {
    const { sim, group } = this;
    const ackMs = group.write(sim.now, -1);
    while (request >= this.latencyMs.length)
      this.latencyMs = enlarge(this.latencyMs, this.latencyMs.length * 2);
    this.latencyMs[request] = ackMs - sim.now;
    sim.at(ackMs, this.acknowledgedHandler, request);
    if (counts) this.scheduleReads(ackMs);
    return true;
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
    this.after.forEach(({ afterMs }, i) => {
      this.pendingReads++;
      this.sim.at(ackMs + afterMs, this.readHandlers[i] as number, this.group.entry);
    });
  }

  private read(entry: number, at: Reads): void {
    const { group, sim } = this;
    this.pendingReads--;
    this.reads.add(group.read(sim.now, entry) - sim.now);
    at.reads++;
    if (group.staleness.versionsBehind > 0) at.stale++;
  }
}
