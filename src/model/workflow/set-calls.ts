import { enlarge } from "../../kernel/enlarge.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { CalleeBreakers } from "../control/callee-breakers.ts";
import type { CalleeLevels } from "../control/callee-levels.ts";
import {
  type BlastCounts,
  END_ANSWERED,
  END_FAILED,
  END_LATER,
  END_REFUSED,
  HURT,
} from "../measure/blast-counts.ts";
import {
  EMPTY,
  FAILED_CALL,
  FAILED_STORAGE,
  GONE,
  GRANTED,
  NO_LUCK,
  OPENED,
  REFUSED_BY_LADDER,
  REFUSED_BY_PACKET,
  REFUSED_BY_SET,
  REFUSED_EARLY,
  SENT,
  SHARED,
  TOLD_LATER,
  WON,
} from "../measure/step-counts.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Router } from "../site/router.ts";
import type { CallDeadlines } from "./call-deadlines.ts";
import { CallRetries } from "./call-retries.ts";
import type { Journey } from "./journey.ts";
import { GIVEN_UP, LATER, NONE_LEFT, NOT_THERE, OK, PACKET_BUSY, SET_BUSY, UNAVAILABLE } from "./mail.ts";
import { setOfOrder } from "./order-number.ts";
import type { SetCallsOptions } from "./set-calls-options.ts";
import { SetsTried } from "./sets-tried.ts";
import { GRAB, SEND, SHAKE, SHARE } from "./step.ts";

/** What a set's answer tells the user, by step, when it is OK. */
const OUTCOME_WHEN_OK = [WON, SENT, GRANTED, OPENED, SHARED];

/** Share of a call's deadline by which one that is known ahead may be made too early. */
const AHEAD_SHARE = 0.01;

/**
 * Calls of a region's access layer to the sets, each with a deadline. A new order may try several sets; everything else
 * belongs to the set in its packet's number, which may be called again: whatever is asked of an order may be asked twice.
 */
export class SetCalls {
  /** Requests whose call to a masked set failed, and who were told to come back later. */
  toldLater = 0;

  private readonly sim: Simulation;
  private readonly requests: RequestTable;
  private readonly router: Router;
  private readonly ownSets: readonly number[];
  private readonly ownIndex: Int16Array;
  private readonly setsAreHere: boolean;
  private readonly journey: Journey;
  private readonly deadlines: CallDeadlines;
  private readonly post: (slot: number, tag: number, set: number, leaveMs: number) => void;
  /** Sets that have failed for a new order under way, and calls made again. */
  readonly tried: SetsTried;
  readonly again: CallRetries;
  private readonly slowMs: number;
  /** By request: when its call was made [ms]. */
  private calledMs = new Float64Array(1024);
  private readonly blasts: readonly BlastCounts[];

  private readonly levels: CalleeLevels | undefined;
  private readonly breakers: CalleeBreakers | undefined;
  private readonly callHandler: number;

  constructor(options: SetCallsOptions) {
    this.sim = options.sim;
    this.callHandler = this.sim.register((slot) => this.make(slot, this.sim.now), "call a set");
    this.requests = options.requests;
    this.router = options.router;
    this.ownSets = options.ownSets;
    this.ownIndex = new Int16Array(1 + Math.max(...options.ownSets)).fill(-1);
    options.ownSets.forEach((set, index) => {
      this.ownIndex[set] = index;
    });
    this.setsAreHere = options.setsAreHere;
    this.journey = options.journey;
    this.deadlines = options.deadlines(
      (slot, tag) => this.requests.generation(slot) === tag,
      (slot) => this.overdue(slot),
    );
    this.post = options.post;
    this.tried = new SetsTried(options.createTries);
    this.again = new CallRetries(options.callRetries);
    this.slowMs = options.slowMs;
    this.blasts = options.blasts;
    this.levels = options.levels;
    this.breakers = options.breakers;
  }

  /** Calls, now, the set that a new order of this request's user goes to. */
  create(slot: number, nowMs: number): void {
    const { requests, router } = this;
    this.journey.catchUp();
    // One that creates nothing is no probe of a masked set's database.
    const index = requests.isLuckless(slot)
      ? router.chooseAfter([], requests.member(slot))
      : router.choose(requests.member(slot), nowMs);
    this.createIn(index, slot, nowMs);
  }

  private createIn(index: number, slot: number, nowMs: number): void {
    const set = this.ownSets[index];
    if (set === undefined) {
      this.tried.forget(slot);
      this.fail(slot, nowMs, FAILED_STORAGE);
      return;
    }
    this.requests.setSet(slot, set);
    if (!this.keepsBack(slot, set)) this.make(slot, nowMs);
    else if (!this.triesOther(slot, nowMs)) this.refuse(slot, nowMs, nowMs, REFUSED_EARLY);
  }

  /**
   * Calls the set that the request's packet lives in. What leaves a few milliseconds later is called ahead; what
   * stands in an access server's queue for longer is called when it leaves, for its deadline runs from then on.
   */
  call(slot: number, set: number, leaveMs: number): void {
    if (this.keepsBack(slot, set)) {
      this.refuse(slot, this.sim.now, leaveMs, REFUSED_EARLY);
      return;
    }
    // Asked last: who is let through to try has to be called.
    if (this.breakers !== undefined && !this.breakers.admits(set, this.sim.now)) {
      this.tellLater(slot, this.sim.now, leaveMs);
      return;
    }
    this.requests.setSet(slot, set);
    if (leaveMs > this.sim.now + AHEAD_SHARE * this.deadlines.lengthMs)
      this.sim.post(leaveMs, this.callHandler, slot);
    else this.make(slot, leaveMs);
  }

  private keepsBack(slot: number, set: number): boolean {
    const { levels, requests } = this;
    if (levels === undefined) return false;
    const { now } = this.sim;
    return levels.keepsBack(set, requests.step(slot), requests.order(slot), requests.member(slot), now);
  }

  private make(slot: number, leaveMs: number): void {
    const tag = this.requests.renew(slot);
    this.deadlines.set(slot, tag);
    if (slot >= this.calledMs.length) this.calledMs = enlarge(this.calledMs, 2 * slot);
    this.calledMs[slot] = leaveMs;
    this.post(slot, tag, this.requests.set(slot), leaveMs);
  }

  /** The set's answer has come back; a late one finds nobody. */
  answered(nowMs: number, slot: number, tag: number, status: number, value: number, said: number): void {
    const { requests } = this;
    if (requests.generation(slot) !== tag) return;
    const degraded = (said & 1) === 1;
    this.levels?.learn(requests.set(slot), said >> 1);
    this.journey.catchUp();
    // The call is over, whatever becomes of its answer on the way to the handset.
    requests.renew(slot);
    const step = requests.step(slot);
    this.report(slot, status !== UNAVAILABLE && status !== LATER, nowMs);
    this.tellBreaker(slot, status !== UNAVAILABLE, nowMs);
    switch (status) {
      case OK:
        this.tried.forget(slot);
        if (step === SHAKE || step === SEND) requests.setOrder(slot, value);
        this.answer(slot, nowMs, degraded, OUTCOME_WHEN_OK[step] as number);
        return;
      case NONE_LEFT:
        this.answer(slot, nowMs, degraded, step === SHAKE ? NO_LUCK : EMPTY);
        return;
      case NOT_THERE:
        this.answer(slot, nowMs, degraded, GONE);
        return;
      case PACKET_BUSY:
        this.refuse(slot, nowMs, nowMs, REFUSED_BY_PACKET);
        return;
      case GIVEN_UP:
        this.refuse(slot, nowMs, nowMs, REFUSED_BY_LADDER);
        return;
      case LATER:
        this.hurt(slot, nowMs);
        this.tellLater(slot, nowMs, nowMs);
        return;
      case SET_BUSY:
        if (!this.triesOther(slot, nowMs)) this.refuse(slot, nowMs, nowMs, REFUSED_BY_SET);
        return;
      default:
        this.callFailed(slot, nowMs, FAILED_STORAGE);
    }
  }

  /** No answer has come until the deadline of the call, or will: the set has said so. */
  overdue(slot: number): void {
    const nowMs = this.deadlines.nowMs;
    this.journey.catchUp();
    this.requests.renew(slot);
    if (this.setsAreHere) this.report(slot, false, nowMs);
    this.tellBreaker(slot, false, nowMs);
    if (!this.callsAgain(slot, nowMs)) this.callFailed(slot, nowMs, FAILED_CALL);
  }

  /** Asks the set of an order once more, a bounded number of times. */
  private callsAgain(slot: number, nowMs: number): boolean {
    const step = this.requests.step(slot);
    if (step === SHAKE || step === SEND || this.livesInMasked(slot)) return false;
    if (this.breakers?.isClosed(this.requests.set(slot)) === false) return false;
    const before = this.again.has(slot);
    if (!this.again.take(slot)) return false;
    if (!before) this.note(slot, HURT, nowMs);
    this.make(slot, nowMs);
    return true;
  }

  /** A call has failed: another set; or, of what lives in a set known to be in trouble, "later"; or an error page. */
  private callFailed(slot: number, nowMs: number, why: number): void {
    this.hurt(slot, nowMs);
    if (this.triesOther(slot, nowMs)) return;
    if (this.livesInMasked(slot)) {
      this.toldLater++;
      this.tellLater(slot, nowMs, nowMs);
    } else this.fail(slot, nowMs, why);
  }

  private livesInMasked(slot: number): boolean {
    const step = this.requests.step(slot);
    if (step === SHAKE || step === SEND) return false;
    const index = this.ownIndex[this.requests.set(slot)] ?? -1;
    return index >= 0 && this.router.isMasked(index);
  }

  private answer(slot: number, nowMs: number, degraded: boolean, outcome: number): void {
    this.again.forget(slot);
    this.note(slot, END_ANSWERED, nowMs);
    this.journey.answer(slot, nowMs, nowMs, degraded, outcome);
  }

  private refuse(slot: number, nowMs: number, leaveMs: number, by: number): void {
    this.again.forget(slot);
    this.note(slot, END_REFUSED, nowMs);
    this.journey.refuse(slot, nowMs, leaveMs, by);
  }

  /** Nobody else can do what is asked, and the packet is safe: a page says so. */
  private tellLater(slot: number, nowMs: number, leaveMs: number): void {
    this.again.forget(slot);
    this.note(slot, END_LATER, nowMs);
    this.journey.refuse(slot, nowMs, leaveMs, TOLD_LATER);
  }

  private fail(slot: number, nowMs: number, why: number): void {
    this.again.forget(slot);
    this.note(slot, END_FAILED, nowMs);
    this.journey.fail(slot, nowMs, nowMs, why);
  }

  /** The first of a request's calls has failed. */
  private hurt(slot: number, nowMs: number): void {
    if (!this.tried.has(slot) && !this.again.has(slot)) this.note(slot, HURT, nowMs);
  }

  /** Counts a request that has ended, or is hurt, for the faults that it may have to do with. */
  private note(slot: number, how: number, nowMs: number): void {
    if (this.blasts.length === 0) return;
    const { requests } = this;
    const step = requests.step(slot);
    const home =
      step === SHAKE || step === SEND
        ? (this.ownSets[this.router.ring.lookup(requests.member(slot))] as number)
        : setOfOrder(requests.order(slot));
    for (const blast of this.blasts) blast.count(home, how, nowMs);
  }

  /**
   * Health counts what needs the database of a set where this region's orders live: a grab that the cache answers proves
   * nothing, nor does silence behind a line that is cut.
   */
  private report(slot: number, ok: boolean, nowMs: number): void {
    const set = this.requests.set(slot);
    const step = this.requests.step(slot);
    const index = this.ownIndex[set] ?? -1;
    if (index < 0 || step === GRAB || step === SHARE || this.requests.isLuckless(slot)) return;
    this.router.report(index, ok, nowMs - (this.calledMs[slot] as number) > this.slowMs, nowMs);
  }

  /** New orders have sets to choose from, and masks: a breaker is for what has one place to go to. */
  private tellBreaker(slot: number, ok: boolean, nowMs: number): void {
    if (this.breakers === undefined) return;
    const { requests } = this;
    const step = requests.step(slot);
    if (step === SHAKE || step === SEND) return;
    this.breakers.report(requests.set(slot), ok, this.calledMs[slot] as number, nowMs);
  }

  /** A new order whose set has failed goes to another one, a bounded number of times. */
  private triesOther(slot: number, nowMs: number): boolean {
    const { requests, tried } = this;
    const step = requests.step(slot);
    if ((step !== SHAKE && step !== SEND) || requests.isLuckless(slot)) return false;
    const failed = tried.next(slot, this.ownIndex[requests.set(slot)] as number);
    if (failed === undefined) return false;
    this.createIn(this.router.chooseAfter(failed, requests.member(slot)), slot, nowMs);
    return true;
  }
}
