import type { Simulation } from "../../kernel/simulation.ts";
import {
  EMPTY,
  FAILED_CALL,
  FAILED_STORAGE,
  GONE,
  GRANTED,
  OPENED,
  REFUSED_BY_PACKET,
  REFUSED_BY_SET,
  SENT,
  SHARED,
  WON,
} from "../measure/step-counts.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Router } from "../site/router.ts";
import type { CallDeadlines } from "./call-deadlines.ts";
import type { Journey } from "./journey.ts";
import { NONE_LEFT, NOT_THERE, OK, PACKET_BUSY, SET_BUSY, UNAVAILABLE } from "./mail.ts";
import { GRAB, SEND, SHAKE, SHARE } from "./step.ts";

/** What a set's answer tells the user, by step, when it is OK. */
const OUTCOME_WHEN_OK = [WON, SENT, GRANTED, OPENED, SHARED];

/** Share of a call's deadline by which one that is known ahead may be made too early. */
const AHEAD_SHARE = 0.01;

/**
 * Calls of a region's access layer to the sets: every call has a deadline and is made once. A new order may try
 * several sets; everything else belongs to the set in its packet's number and has no choice.
 */
export class SetCalls {
  private readonly sim: Simulation;
  private readonly requests: RequestTable;
  private readonly router: Router;
  private readonly ownSets: readonly number[];
  private readonly ownIndex: Int16Array;
  private readonly journey: Journey;
  private readonly deadlines: CallDeadlines;
  private readonly post: (slot: number, tag: number, set: number, leaveMs: number) => void;
  private readonly createTries: number;
  /** Sets that have failed for a new order under way, by request. */
  private readonly tried = new Map<number, number[]>();

  private readonly callHandler: number;

  constructor(options: {
    sim: Simulation;
    requests: RequestTable;
    router: Router;
    /** Sets of this region, where its orders are created, in the order of the router's numbers. */
    ownSets: readonly number[];
    journey: Journey;
    /** Makes the deadlines; told which calls are open and what to do when one's deadline passes. */
    deadlines: (isOpen: (slot: number, tag: number) => boolean, due: (slot: number) => void) => CallDeadlines;
    /** Puts the call on its way to the set at leaveMs. */
    post: (slot: number, tag: number, set: number, leaveMs: number) => void;
    /** Sets a new order may try. */
    createTries: number;
  }) {
    this.sim = options.sim;
    this.callHandler = this.sim.register((slot) => this.make(slot, this.sim.now), "call a set");
    this.requests = options.requests;
    this.router = options.router;
    this.ownSets = options.ownSets;
    this.ownIndex = new Int16Array(1 + Math.max(...options.ownSets)).fill(-1);
    options.ownSets.forEach((set, index) => {
      this.ownIndex[set] = index;
    });
    this.journey = options.journey;
    this.deadlines = options.deadlines(
      (slot, tag) => this.requests.generation(slot) === tag,
      (slot) => this.overdue(slot),
    );
    this.post = options.post;
    this.createTries = options.createTries;
  }

  /**
   * Calls the set that a new order of this request's user goes to, when it leaves: what is asked ahead of the clock
   * may not depend on how far ahead.
   */
  create(slot: number, nowMs: number, leaveMs: number): void {
    this.createIn(this.router.choose(this.requests.member(slot), nowMs), slot, nowMs, leaveMs);
  }

  private createIn(index: number, slot: number, nowMs: number, leaveMs: number): void {
    const set = this.ownSets[index];
    if (set === undefined) {
      this.tried.delete(slot);
      this.journey.fail(slot, nowMs, leaveMs, FAILED_STORAGE);
    } else this.callFrom(leaveMs, slot, set, 0);
  }

  /**
   * Calls the set that the request's packet lives in. What leaves a few milliseconds later is called ahead; what
   * stands in an access server's queue for longer is called when it leaves, for its deadline runs from then on.
   */
  call(slot: number, set: number, leaveMs: number): void {
    this.callFrom(leaveMs, slot, set, AHEAD_SHARE * this.deadlines.lengthMs);
  }

  private callFrom(leaveMs: number, slot: number, set: number, aheadMs: number): void {
    this.requests.setSet(slot, set);
    if (leaveMs > this.sim.now + aheadMs) this.sim.at(leaveMs, this.callHandler, slot);
    else this.make(slot, leaveMs);
  }

  private make(slot: number, leaveMs: number): void {
    const tag = this.requests.renew(slot);
    this.deadlines.set(slot, tag);
    this.post(slot, tag, this.requests.set(slot), leaveMs);
  }

  /** The set's answer has come back; a late one finds nobody. */
  answered(nowMs: number, slot: number, tag: number, status: number, value: number, degraded: boolean): void {
    const { requests, journey } = this;
    if (requests.generation(slot) !== tag) return;
    // The call is over, whatever becomes of its answer on the way to the handset.
    requests.renew(slot);
    const step = requests.step(slot);
    this.report(step, requests.set(slot), status !== UNAVAILABLE, nowMs);
    switch (status) {
      case OK:
        if (this.tried.size > 0) this.tried.delete(slot);
        if (step === SHAKE || step === SEND) requests.setOrder(slot, value);
        journey.answer(slot, nowMs, nowMs, degraded, OUTCOME_WHEN_OK[step] as number);
        return;
      case NONE_LEFT:
        journey.answer(slot, nowMs, nowMs, degraded, EMPTY);
        return;
      case NOT_THERE:
        journey.answer(slot, nowMs, nowMs, degraded, GONE);
        return;
      case PACKET_BUSY:
        journey.refuse(slot, nowMs, nowMs, REFUSED_BY_PACKET);
        return;
      case SET_BUSY:
        if (!this.triesOther(slot, nowMs)) journey.refuse(slot, nowMs, nowMs, REFUSED_BY_SET);
        return;
      default:
        if (!this.triesOther(slot, nowMs)) journey.fail(slot, nowMs, nowMs, FAILED_STORAGE);
    }
  }

  private overdue(slot: number): void {
    const nowMs = this.deadlines.nowMs;
    this.requests.renew(slot);
    this.report(this.requests.step(slot), this.requests.set(slot), false, nowMs);
    if (!this.triesOther(slot, nowMs)) this.journey.fail(slot, nowMs, nowMs, FAILED_CALL);
  }

  /**
   * Health counts what needs the database of a set of this region: a grab that the cache answers proves nothing, nor
   * does silence behind a line that is cut.
   */
  private report(step: number, set: number, ok: boolean, nowMs: number): void {
    const index = this.ownIndex[set] ?? -1;
    if (index >= 0 && step !== GRAB && step !== SHARE) this.router.report(index, ok, nowMs);
  }

  /** A new order whose set has failed goes to another one, a bounded number of times. */
  private triesOther(slot: number, nowMs: number): boolean {
    const { requests, tried } = this;
    const step = requests.step(slot);
    if (step !== SHAKE && step !== SEND) return false;
    const failed = tried.get(slot) ?? [];
    failed.push(this.ownIndex[requests.set(slot)] as number);
    if (failed.length >= this.createTries) {
      tried.delete(slot);
      return false;
    }
    tried.set(slot, failed);
    this.createIn(this.router.chooseAfter(failed, requests.member(slot)), slot, nowMs, nowMs);
    return true;
  }
}
