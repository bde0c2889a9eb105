import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import {
  ATTEMPTS,
  DEGRADED,
  FAILED_ACCESS,
  FAILED_CARRIER,
  FAILED_TIMEOUT,
  FULL,
  type StepCounts,
  TOLD_LATER,
} from "../measure/step-counts.ts";
import type { Tallies } from "../measure/tallies.ts";
import type { CarrierEntry } from "../network/carrier.ts";
import { accessOf } from "../network/path-mix.ts";
import type { AccessLayer } from "../site/access-layer.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Client } from "../traffic/client.ts";
import type { JourneyOptions } from "./journey-options.ts";
import { SHAKE } from "./step.ts";
import { FED_FORWARD_MAX_MS, type Feed, NOT_REFUSED } from "./step-workflow.ts";
import { StepWorkflows } from "./step-workflows.ts";

/**
 * The way that every request takes, whatever its step: handset, carrier, access server, (what the step does
 * behind it), access server, carrier, handset; and what the handset does when no answer comes.
 *
 * Stations that nothing can disturb are fed forward: their outcome is known when the request arrives. Shakes come
 * without a record until something is to be remembered of them (`Shake`); what else comes off the air has an event.
 */
export class Journey {
  readonly parts: JourneyOptions;
  /** The most attempts that one request has made. */
  attemptsMost = 1;
  private readonly sim: Simulation;
  private readonly requests: RequestTable;
  private readonly entries: readonly CarrierEntry[];
  private readonly access: AccessLayer;
  private readonly client: Client;
  private readonly counts: readonly StepCounts[];
  private readonly tallies: Tallies;
  private readonly shakeService: Distribution;
  private readonly relayService: Distribution;
  private readonly upBytes: readonly number[];
  private readonly downBytes: readonly number[];
  private readonly countFromMs: number;
  private readonly stream: RandomStream;
  /** What requests do behind the access server. */
  readonly steps = new StepWorkflows();
  private feed: Feed | undefined;
  private readonly arriveHandler: number;
  private readonly enterHandler: number;
  private readonly serveHandler: number;
  private readonly retryHandler: number;

  constructor(options: JourneyOptions) {
    this.parts = options;
    this.sim = options.sim;
    this.requests = options.requests;
    this.entries = options.entries;
    this.access = options.access;
    this.client = options.client;
    this.counts = options.tallies.counts;
    this.tallies = options.tallies;
    this.shakeService = options.shakeService;
    this.relayService = options.relayService;
    this.upBytes = options.upBytes;
    this.downBytes = options.downBytes;
    this.countFromMs = options.countFromMs;
    this.stream = options.stream;
    this.arriveHandler = this.sim.register((slot) => this.arrive(slot), "first attempt off the air");
    this.enterHandler = this.sim.register((slot) => this.comeOffAir(slot), "come off the air");
    this.serveHandler = this.sim.register((slot) => this.through(slot), "through");
    this.retryHandler = this.sim.register((slot) => this.attempt(slot, this.sim.now), "retry");
  }

  /** Says what comes before whatever happens at the carriers and the access layer. For set-up. */
  feedFrom(feed: Feed): void {
    this.feed = feed;
  }

  /** Something is about to happen at the carriers or the access layer, now. */
  catchUp(): void {
    this.feed?.catchUp(this.sim.now);
  }

  /**
   * The request's first attempt leaves the handset at sentMs, now or later. It is counted when it comes off the air,
   * which is its first event. The handset has sent and received nothing for idleMs before.
   */
  begin(slot: number, sentMs: number, idleMs: number): void {
    const entry = this.entryOf(slot);
    const path = this.requests.path(slot);
    let airMs = entry.accessMs(path, this.stream);
    entry.countTransit();
    if (entry.radiosSleep) airMs += entry.wakeMs(path, idleMs, this.stream);
    this.requests.setFirstMs(slot, sentMs);
    this.requests.attempt(slot, sentMs);
    this.sim.post(sentMs + airMs, this.arriveHandler, slot);
  }

  /** A first attempt, whose times are written down, comes off the air, now. */
  arrive(slot: number): void {
    this.catchUp();
    this.client.began();
    this.parts.chain.request(this.requests.step(slot));
    if (this.counted(slot)) this.countsOf(slot).began(this.requests.step(slot), this.requests.firstMs(slot));
    const nowMs = this.sim.now;
    if (this.entryOf(slot).isImpaired) this.delayed(slot, nowMs);
    else this.enter(slot, nowMs);
  }

  /** An attempt that is counted comes off the air at nowMs, into a congested network. */
  delayed(slot: number, nowMs: number): void {
    const delayMs = this.entryOf(slot).congestionMs(this.requests.path(slot), this.stream);
    if (delayMs > 0) this.landAt(slot, nowMs + delayMs);
    else this.enter(slot, nowMs);
  }

  /** An attempt that is counted would have come off the air at nowMs, had its radio not slept for wakeMs more. */
  woken(slot: number, nowMs: number, wakeMs: number): void {
    const delayMs = wakeMs + this.entryOf(slot).congestionMs(this.requests.path(slot), this.stream);
    this.landAt(slot, Math.max(nowMs + delayMs, this.sim.now));
  }

  /** An attempt waits in the uplink until clearMs; Infinity: it was dropped there. */
  queued(slot: number, clearMs: number): void {
    if (clearMs === Number.POSITIVE_INFINITY) this.unanswered(slot, FAILED_CARRIER);
    else this.sim.post(clearMs, this.serveHandler, slot);
  }

  /** An attempt that came off the air at nowMs finds no server at enteredMs, or one that refuses it. */
  turnedAway(slot: number, nowMs: number, enteredMs: number, server: AccessServer | undefined): void {
    this.requests.setEnteredMs(slot, enteredMs);
    if (server === undefined) this.unanswered(slot, FAILED_ACCESS);
    else if (server.skipped) this.unanswered(slot, FAILED_TIMEOUT);
    else this.refuse(slot, nowMs, enteredMs + server.heldMs, server.refusedBy);
  }

  /** The answer to an attempt is read too late, at readMs; Infinity: never. */
  missed(slot: number, readMs: number): void {
    this.unanswered(slot, readMs < Number.POSITIVE_INFINITY ? FAILED_TIMEOUT : FAILED_CARRIER);
  }

  /**
   * The answer leaves the access layer at leaveMs for the handset; `degraded` when something was left out.
   * Ends the request, unless the answer is lost or comes too late.
   */
  answer(slot: number, nowMs: number, leaveMs: number, degraded: boolean, outcome: number): void {
    const step = this.requests.step(slot);
    const readMs = this.readMs(slot, nowMs, leaveMs);
    if (!(readMs < Number.POSITIVE_INFINITY)) return;
    if (this.counted(slot)) {
      const tally = this.tallies.answersTo(step, this.requests.entry(slot));
      const column = degraded ? DEGRADED : FULL;
      const serviceMs = leaveMs - this.requests.enteredMs(slot);
      tally.answered(column, outcome, this.requests.firstMs(slot), readMs, serviceMs);
    }
    this.steps.settled(step, slot, outcome, readMs);
    this.requests.free(slot);
  }

  /** A busy page leaves the access layer at leaveMs; one that says "later" is not tried again at once. */
  refuse(slot: number, nowMs: number, leaveMs: number, by: number): void {
    const readMs = this.readMs(slot, nowMs, leaveMs);
    if (!(readMs < Number.POSITIVE_INFINITY)) return;
    const attempts = this.requests.attempts(slot);
    if (by !== TOLD_LATER && this.client.triesAgainWhenBusy(attempts)) {
      this.retryAt(slot, readMs + this.client.pauseMs(attempts, this.stream));
      return;
    }
    const step = this.requests.step(slot);
    if (this.counted(slot)) this.countsOf(slot).refused(step, by, readMs);
    this.ended(slot, readMs, by);
  }

  /** An error page leaves the access layer at leaveMs: the service could not do what was asked. */
  fail(slot: number, nowMs: number, leaveMs: number, why: number): void {
    const readMs = this.readMs(slot, nowMs, leaveMs);
    if (!(readMs < Number.POSITIVE_INFINITY)) return;
    if (this.counted(slot)) this.countsOf(slot).failed(this.requests.step(slot), why, readMs);
    this.ended(slot, readMs, NOT_REFUSED);
  }

  private countsOf(slot: number): StepCounts {
    return this.counts[this.requests.entry(slot)] as StepCounts;
  }

  private counted(slot: number): boolean {
    return this.requests.firstMs(slot) >= this.countFromMs;
  }

  private comeOffAir(slot: number): void {
    this.catchUp();
    this.enter(slot, this.sim.now);
  }

  private through(slot: number): void {
    this.catchUp();
    this.serve(slot, this.sim.now, this.sim.now);
  }

  private attempt(slot: number, nowMs: number): void {
    this.requests.attempt(slot, nowMs);
    this.attemptsMost = Math.max(this.attemptsMost, this.requests.attempts(slot));
    if (this.counted(slot)) this.countsOf(slot).count(this.requests.step(slot), ATTEMPTS, nowMs);
    const entry = this.entryOf(slot);
    const path = this.requests.path(slot);
    const accessMs = entry.accessMs(path, this.stream);
    entry.countTransit();
    this.landAt(slot, nowMs + accessMs + entry.congestionMs(path, this.stream));
  }

  /**
   * The attempt comes off the air at atMs; if that is after its deadline, the handset has given it up and closed the
   * connection, and nothing of it lands.
   */
  private landAt(slot: number, atMs: number): void {
    if (atMs <= this.deadlineMs(slot)) this.sim.post(atMs, this.enterHandler, slot);
    else this.unanswered(slot, FAILED_CARRIER);
  }

  /** The attempt comes off the air, into the carrier's uplink. */
  enter(slot: number, nowMs: number): void {
    const bytes = this.upBytes[this.requests.step(slot)] as number;
    const clearMs = this.entryOf(slot).enter(nowMs, bytes);
    if (clearMs - nowMs <= FED_FORWARD_MAX_MS) this.serve(slot, nowMs, clearMs);
    else this.queued(slot, clearMs);
  }

  /**
   * The attempt is through the uplink at clearMs and goes to an access server. Servers take requests in the order of
   * nowMs, which is one order for all carriers; what clearMs is later than that is added to the server's answer.
   */
  serve(slot: number, nowMs: number, clearMs: number): void {
    const { requests } = this;
    const step = requests.step(slot);
    const { cityHalfMs } = this.entryOf(slot);
    const server = this.access.pick(requests.entry(slot), this.stream.uniform());
    const enteredMs = nowMs + cityHalfMs;
    const untilMs = this.client.workUntilMs(this.deadlineMs(slot));
    if (
      server === undefined ||
      !(step === SHAKE
        ? server.serveShake(enteredMs, this.shakeService.sample(this.stream), untilMs, requests.member(slot))
        : server.serve(
            enteredMs,
            this.relayService,
            untilMs,
            step,
            requests.order(slot),
            requests.member(slot),
          ))
    ) {
      this.turnedAway(slot, nowMs, clearMs + cityHalfMs, server);
      return;
    }
    requests.setEnteredMs(slot, clearMs + cityHalfMs);
    const doneMs = server.departureMs + (clearMs - nowMs);
    if (doneMs > this.deadlineMs(slot)) {
      // The worker's time is spent all the same.
      this.unanswered(slot, FAILED_TIMEOUT);
      return;
    }
    this.steps.entered(step, slot, server, nowMs, doneMs);
  }

  private entryOf(slot: number): CarrierEntry {
    return this.entries[this.requests.entry(slot)] as CarrierEntry;
  }

  /** When the handset reads what leaves the access layer at leaveMs; Infinity when it is lost or comes too late. */
  private readMs(slot: number, nowMs: number, leaveMs: number): number {
    const { requests } = this;
    const entry = this.entries[requests.entry(slot)] as CarrierEntry;
    const path = requests.path(slot);
    const bytes = this.downBytes[requests.step(slot)] as number;
    const readMs = entry.down(nowMs, path, bytes, this.stream, leaveMs - nowMs);
    if (readMs <= this.deadlineMs(slot)) return readMs;
    this.unanswered(slot, readMs < Number.POSITIVE_INFINITY ? FAILED_TIMEOUT : FAILED_CARRIER);
    return Number.POSITIVE_INFINITY;
  }

  /** No answer will reach the handset by its deadline: it tries again after that, or gives up at it. */
  unanswered(slot: number, why: number): void {
    const { requests } = this;
    const attempts = requests.attempts(slot);
    const deadlineMs = this.deadlineMs(slot);
    if (this.client.triesAgain(attempts)) {
      this.retryAt(slot, deadlineMs + this.client.pauseMs(attempts, this.stream));
      return;
    }
    const endMs = Math.max(deadlineMs, this.sim.now);
    if (this.counted(slot)) this.countsOf(slot).failed(requests.step(slot), why, endMs);
    this.ended(slot, endMs, NOT_REFUSED);
  }

  private ended(slot: number, atMs: number, refusedBy: number): void {
    this.steps.ended(this.requests.step(slot), slot, atMs, refusedBy);
    this.requests.free(slot);
  }

  /** When the handset gives up the attempt under way [ms]. */
  private deadlineMs(slot: number): number {
    const { requests } = this;
    return this.client.deadlineMs(requests.attemptMs(slot), accessOf(requests.path(slot)));
  }

  /** The handset tries once more at atMs. */
  retryAt(slot: number, atMs: number): void {
    // An answer may leave later than its handset's deadline; nobody acts in the past.
    this.sim.post(Math.max(atMs, this.sim.now), this.retryHandler, slot);
  }
}
