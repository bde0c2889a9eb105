import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { Latencies } from "../measure/latencies.ts";
import {
  ATTEMPTS,
  DEGRADED,
  FAILED_ACCESS,
  FAILED_CARRIER,
  FAILED_TIMEOUT,
  FULL,
  OFFERED,
  REFUSED_BY_ACCESS,
  type StepCounts,
} from "../measure/step-counts.ts";
import { accessOf, type CarrierEntry } from "../network/carrier.ts";
import type { AccessLayer } from "../site/access-layer.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Client } from "../traffic/client.ts";
import { SHAKE } from "./step.ts";

/** What is particular to one step: what its request does behind the access server, and what an answer leads to. */
export interface StepWorkflow {
  /** The access server is done with the request at doneMs. */
  entered(slot: number, server: AccessServer, doneMs: number): void;
  /** The handset reads the answer at atMs; the slot is freed when this returns. */
  settled(slot: number, outcome: number, atMs: number): void;
}

export interface JourneyOptions {
  sim: Simulation;
  requests: RequestTable;
  entries: readonly CarrierEntry[];
  access: AccessLayer;
  client: Client;
  counts: StepCounts;
  latencies: Latencies;
  /** Time an access server spends on a shake, and on passing anything else on [ms]. */
  shakeService: Distribution;
  relayService: Distribution;
  /** Bytes of a request and of its answer, by step. */
  upBytes: readonly number[];
  downBytes: readonly number[];
  /** Requests whose first attempt left earlier warm the world up and are not counted [ms]. */
  countFromMs: number;
  stream: RandomStream;
}

/**
 * The way that every request takes, whatever its step: handset, carrier, access server, (what the step does
 * behind it), access server, carrier, handset; and what the handset does when no answer comes.
 *
 * Stations that nothing can disturb are fed forward: their outcome is known when the request arrives. So a shake
 * answered on the spot is two events: it leaves its handset, it arrives at the server.
 */
export class Journey {
  private readonly sim: Simulation;
  private readonly requests: RequestTable;
  private readonly entries: readonly CarrierEntry[];
  private readonly access: AccessLayer;
  private readonly client: Client;
  private readonly counts: StepCounts;
  private readonly latencies: Latencies;
  private readonly shakeService: Distribution;
  private readonly relayService: Distribution;
  private readonly upBytes: readonly number[];
  private readonly downBytes: readonly number[];
  private readonly countFromMs: number;
  private readonly stream: RandomStream;
  private readonly steps: (StepWorkflow | undefined)[] = [];
  private readonly arriveHandler: number;
  private readonly retryHandler: number;

  constructor(options: JourneyOptions) {
    this.sim = options.sim;
    this.requests = options.requests;
    this.entries = options.entries;
    this.access = options.access;
    this.client = options.client;
    this.counts = options.counts;
    this.latencies = options.latencies;
    this.shakeService = options.shakeService;
    this.relayService = options.relayService;
    this.upBytes = options.upBytes;
    this.downBytes = options.downBytes;
    this.countFromMs = options.countFromMs;
    this.stream = options.stream;
    this.arriveHandler = this.sim.register((slot) => this.arrive(slot), "arrive at access");
    this.retryHandler = this.sim.register((slot) => this.attempt(slot, this.sim.now), "retry");
  }

  /** Says what requests of a step do behind the access server. For set-up. */
  handle(step: number, workflow: StepWorkflow): void {
    this.steps[step] = workflow;
  }

  /** The request's first attempt leaves the handset, now. */
  begin(slot: number, nowMs: number): void {
    this.requests.setFirstMs(slot, nowMs);
    if (this.counted(slot)) this.counts.count(this.requests.step(slot), OFFERED, nowMs);
    this.attempt(slot, nowMs);
  }

  /**
   * The answer leaves the access layer at leaveMs for the handset; `degraded` when something was left out.
   * Ends the request, unless the answer is lost or comes too late.
   */
  answer(slot: number, leaveMs: number, degraded: boolean, outcome: number): void {
    const step = this.requests.step(slot);
    const readMs = this.readMs(slot, leaveMs);
    if (!(readMs < Number.POSITIVE_INFINITY)) return;
    if (this.counted(slot)) {
      this.counts.answered(step, degraded ? DEGRADED : FULL, outcome, readMs);
      const serviceMs = leaveMs - this.requests.enteredMs(slot);
      this.latencies.add(step, readMs, readMs - this.requests.firstMs(slot), serviceMs);
    }
    (this.steps[step] as StepWorkflow).settled(slot, outcome, readMs);
    this.requests.free(slot);
  }

  /** A busy page leaves the access layer at leaveMs. */
  refuse(slot: number, leaveMs: number, by: number): void {
    const readMs = this.readMs(slot, leaveMs);
    if (!(readMs < Number.POSITIVE_INFINITY)) return;
    const attempts = this.requests.attempts(slot);
    if (this.client.triesAgainWhenBusy(attempts)) {
      this.retryAt(slot, readMs + this.client.pauseMs(attempts, this.stream));
      return;
    }
    if (this.counted(slot)) this.counts.refused(this.requests.step(slot), by, readMs);
    this.requests.free(slot);
  }

  /** An error page leaves the access layer at leaveMs: the service could not do what was asked. */
  fail(slot: number, leaveMs: number, why: number): void {
    const readMs = this.readMs(slot, leaveMs);
    if (!(readMs < Number.POSITIVE_INFINITY)) return;
    if (this.counted(slot)) this.counts.failed(this.requests.step(slot), why, readMs);
    this.requests.free(slot);
  }

  private counted(slot: number): boolean {
    return this.requests.firstMs(slot) >= this.countFromMs;
  }

  private attempt(slot: number, nowMs: number): void {
    const { requests } = this;
    const step = requests.step(slot);
    requests.attempt(slot, nowMs);
    if (this.counted(slot)) this.counts.count(step, ATTEMPTS, nowMs);
    const entry = this.entries[requests.entry(slot)] as CarrierEntry;
    const arriveMs = entry.up(nowMs, requests.path(slot), this.upBytes[step] as number, this.stream);
    if (arriveMs < Number.POSITIVE_INFINITY) this.sim.at(arriveMs, this.arriveHandler, slot);
    else this.unanswered(slot, FAILED_CARRIER);
  }

  private arrive(slot: number): void {
    const { requests } = this;
    const nowMs = this.sim.now;
    const server = this.access.pick(requests.entry(slot), this.stream);
    if (server === undefined) {
      this.unanswered(slot, FAILED_ACCESS);
      return;
    }
    requests.setEnteredMs(slot, nowMs);
    const step = requests.step(slot);
    if (step === SHAKE) server.countShake(nowMs);
    if (server.serve(nowMs, step === SHAKE ? this.shakeService : this.relayService)) {
      (this.steps[step] as StepWorkflow).entered(slot, server, server.departureMs);
    } else {
      this.refuse(slot, nowMs, REFUSED_BY_ACCESS);
    }
  }

  /** When the handset reads what leaves the access layer at leaveMs; Infinity when it is lost or comes too late. */
  private readMs(slot: number, leaveMs: number): number {
    const { requests } = this;
    const entry = this.entries[requests.entry(slot)] as CarrierEntry;
    const path = requests.path(slot);
    const bytes = this.downBytes[requests.step(slot)] as number;
    const nowMs = this.sim.now;
    const readMs = entry.down(nowMs, path, bytes, this.stream, leaveMs - nowMs);
    if (readMs <= this.client.deadlineMs(requests.attemptMs(slot), accessOf(path))) return readMs;
    this.unanswered(slot, readMs < Number.POSITIVE_INFINITY ? FAILED_TIMEOUT : FAILED_CARRIER);
    return Number.POSITIVE_INFINITY;
  }

  /** No answer will reach the handset by its deadline: it tries again after that, or gives up at it. */
  private unanswered(slot: number, why: number): void {
    const { requests } = this;
    const attempts = requests.attempts(slot);
    const access = accessOf(requests.path(slot));
    const deadlineMs = this.client.deadlineMs(requests.attemptMs(slot), access);
    if (this.client.triesAgain(attempts)) {
      this.retryAt(slot, deadlineMs + this.client.pauseMs(attempts, this.stream));
      return;
    }
    if (this.counted(slot)) {
      this.counts.failed(requests.step(slot), why, Math.max(deadlineMs, this.sim.now));
    }
    requests.free(slot);
  }

  private retryAt(slot: number, atMs: number): void {
    // An answer may leave later than its handset's deadline; nobody acts in the past.
    this.sim.at(Math.max(atMs, this.sim.now), this.retryHandler, slot);
  }
}
