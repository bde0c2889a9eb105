import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { AnswerTally } from "../measure/answer-tally.ts";
import type { ShakeTally } from "../measure/shake-tally.ts";
import { DEGRADED, FULL, NO_LUCK, WON } from "../measure/step-counts.ts";
import type { CarrierEntry } from "../network/carrier.ts";
import type { AccessLayer } from "../site/access-layer.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Client } from "../traffic/client.ts";
import type { Phase } from "../traffic/curve.ts";
import {
  ANSWER_RESENT,
  BACK_MS,
  CHOICE,
  ComingShakes,
  DEADLINE_MS,
  ENTRY,
  PATH,
  RESENT,
  RESTED_MS,
  SENT_MS,
  SHAKE_RESENT,
  type Shakers,
  USER,
  WORK_MS,
} from "./coming-shakes.ts";
import type { Journey } from "./journey.ts";
import type { NewPacket } from "./new-packet.ts";
import type { SetCalls } from "./set-calls.ts";
import type { ShakeAgain } from "./shake-again.ts";
import type { Sharing } from "./share.ts";
import { SHAKE } from "./step.ts";
import { FED_FORWARD_MAX_MS, type Feed, type StepWorkflow } from "./step-workflow.ts";

export interface ShakeOptions {
  sim: Simulation;
  requests: RequestTable;
  journey: Journey;
  calls: SetCalls;
  newPacket: NewPacket;
  sharing: Sharing;
  shakers: readonly Shakers[];
  /** Rounds: in each, other people come to play. */
  phases: readonly Phase[];
  /** What users do whose shake brought nothing; undefined: they do not shake more for it. */
  again: ShakeAgain | undefined;
  /** Draws what each shake will meet. */
  stream: RandomStream;
}

/**
 * Shake: ask for luck. Handsets send shakes at the rate of the curve; the access server answers most of them on the
 * spot. When a packet is due for release there and the user has not won three yet, the shake wins: an order is
 * created in a set, the winner's own share goes to the wallet, and the rest is shared with a group.
 *
 * Shakes are taken in the order in which they come off the air, and fed forward through link, server and answer.
 * That is done late: when something else of the region meets the carriers or the access layer, and at the latest
 * `lateMaxMs` after the first shake, before anything can come of it. So many shakes share one event, and one that
 * wins nothing and is answered in time needs no record either: its whole life is one turn of a loop.
 *
 * Where luck is decided by logic behind the access server, each shake is a call to the set of its user. Which of them
 * win is worked out here all the same, as they come in: the counters of the paced release are the access servers'.
 */
export class Shake implements StepWorkflow, Feed {
  private readonly sim: Simulation;
  private readonly requests: RequestTable;
  private readonly journey: Journey;
  private readonly calls: SetCalls;
  private readonly newPacket: NewPacket;
  private readonly sharing: Sharing;
  private readonly shakers: readonly Shakers[];
  readonly coming: ComingShakes;
  private readonly again: ShakeAgain | undefined;
  private readonly entries: readonly CarrierEntry[];
  private readonly access: AccessLayer;
  private readonly client: Client;
  /** By carrier entry: what shakes that begin, and their answers, are counted by. */
  private readonly begun: readonly ShakeTally[];
  private readonly answers: readonly AnswerTally[];
  private readonly upBytes: number;
  private readonly downBytes: number;
  private readonly countFromMs: number;
  /** Whether luck is decided behind the access server. */
  private readonly goesOn: boolean;
  /** Draws what few shakes need, when they need it. */
  private readonly stream: RandomStream;
  private readonly takeHandler: number;
  private readonly createHandler: number;
  /** When the next shake comes off the air [ms]. */
  private nextMs = Number.POSITIVE_INFINITY;
  /** When the pending event that takes shakes is due [ms]. */
  private takeAtMs = Number.POSITIVE_INFINITY;
  /** Nothing that comes of a shake happens sooner than this after it came off the air [ms]. */
  private readonly lateMaxMs: number;

  constructor(options: ShakeOptions) {
    this.sim = options.sim;
    this.requests = options.requests;
    this.journey = options.journey;
    this.calls = options.calls;
    this.newPacket = options.newPacket;
    this.sharing = options.sharing;
    this.shakers = options.shakers;
    this.again = options.again;
    const { entries, access, client, tallies, stream, countFromMs, shakeService } = this.journey.parts;
    this.entries = entries;
    this.access = access;
    this.client = client;
    this.begun = tallies.shakes;
    this.answers = entries.map((_, entry) => tallies.answersTo(SHAKE, entry));
    this.stream = stream;
    this.countFromMs = countFromMs;
    this.coming = new ComingShakes({
      shakers: this.shakers,
      entries,
      phases: options.phases,
      client,
      service: shakeService,
      stream: options.stream,
    });
    this.goesOn = this.journey.parts.shakesGoOn;
    this.upBytes = this.journey.parts.upBytes[SHAKE] as number;
    this.downBytes = this.journey.parts.downBytes[SHAKE] as number;
    this.lateMaxMs = Math.min(FED_FORWARD_MAX_MS, ...entries.map((entry) => entry.cityHalfMs));
    this.takeHandler = this.sim.register(() => this.takeDue(), "shakes");
    this.createHandler = this.sim.register((slot) => this.calls.create(slot, this.sim.now), "won");
    this.journey.steps.handle(SHAKE, this);
    this.journey.feedFrom(this);
  }

  /** Shakes taken so far. */
  get taken(): number {
    return this.coming.passed;
  }

  /** Starts the traffic: the first shake of each carrier to come off the air after fromMs. */
  start(fromMs: number): void {
    this.coming.start(fromMs);
    this.nextMs = this.coming.atMs;
    this.waitForNext();
  }

  /** Takes all shakes that have come off the air until nowMs, whatever the carrier. */
  catchUp(nowMs: number): void {
    if (this.nextMs <= nowMs) this.takeUntil(nowMs);
  }

  /** The next shake comes sooner after something else than it used to: an entry is congested from now on. */
  hurry(): void {
    this.waitForNext();
  }

  private takeDue(): void {
    this.takeAtMs = Number.POSITIVE_INFINITY;
    this.catchUp(this.sim.now);
    this.waitForNext();
  }

  private waitForNext(): void {
    if (this.nextMs === Number.POSITIVE_INFINITY) return;
    const atMs = this.nextMs + this.lateMs();
    if (!(atMs < this.takeAtMs)) return;
    this.takeAtMs = atMs;
    this.sim.post(atMs, this.takeHandler);
  }

  /** How late the next shake may be taken [ms]. */
  private lateMs(): number {
    // What congestion delays may be anywhere soon: then every shake is taken at its own moment.
    for (const entry of this.entries) if (entry.isImpaired) return 0;
    return this.lateMaxMs;
  }

  private takeUntil(nowMs: number): void {
    do this.take(this.nextMs);
    while (this.nextMs <= nowMs);
  }

  /**
   * The next shake comes off the air at nowMs, from its way through the uplink to the answer at the handset. What does not
   * go that straight way goes on with a record, in `Journey`.
   */
  take(nowMs: number): void {
    const { coming } = this;
    const { cells, row } = coming;
    // Whole numbers, said to be so: then they need no check where they are used.
    const entry = (cells[row + ENTRY] as number) | 0;
    const user = (cells[row + USER] as number) | 0;
    const path = cells[row + PATH] as number;
    const sentMs = cells[row + SENT_MS] as number;
    const deadlineMs = cells[row + DEADLINE_MS] as number;
    const restedMs = cells[row + RESTED_MS] as number;
    const choice = cells[row + CHOICE] as number;
    const workMs = cells[row + WORK_MS] as number;
    const backMs = cells[row + BACK_MS] as number;
    const resent = (cells[row + RESENT] as number) | 0;
    coming.advance();
    this.nextMs = coming.atMs;
    this.client.began();
    const carrier = this.entries[entry] as CarrierEntry;
    if ((resent & SHAKE_RESENT) > 0) carrier.countResent();
    const counted = sentMs >= this.countFromMs;
    if (counted) (this.begun[entry] as ShakeTally).began(sentMs);
    if (carrier.radiosSleep) {
      const wakeMs = carrier.wakeMs(path, restedMs, this.stream);
      if (wakeMs > 0) {
        this.journey.woken(this.record(entry, user, path, sentMs), nowMs, wakeMs);
        return;
      }
    }
    if (carrier.isImpaired || this.goesOn) {
      this.journey.delayed(this.record(entry, user, path, sentMs), nowMs);
      return;
    }
    const clearMs = carrier.enter(nowMs, this.upBytes);
    const waitedMs = clearMs - nowMs;
    if (!(waitedMs <= FED_FORWARD_MAX_MS)) {
      this.journey.queued(this.record(entry, user, path, sentMs), clearMs);
      return;
    }
    const server = this.access.pick(entry, choice);
    const enteredMs = nowMs + carrier.cityHalfMs;
    if (
      server === undefined ||
      !server.serveShake(enteredMs, workMs, this.client.workUntilMs(deadlineMs), user)
    ) {
      this.journey.turnedAway(this.record(entry, user, path, sentMs), nowMs, enteredMs + waitedMs, server);
      return;
    }
    const leaveMs = server.departureMs + waitedMs;
    // Who has left by then wins nothing.
    if (server.release.isDue(nowMs) && leaveMs <= deadlineMs) {
      const { population } = this.shakers[entry] as Shakers;
      if (population.win(user)) {
        const slot = this.record(entry, user, path, sentMs);
        this.requests.setEnteredMs(slot, enteredMs + waitedMs);
        this.won(slot, server, nowMs, leaveMs);
        return;
      }
    }
    const readMs = carrier.downIn(backMs, nowMs, this.downBytes, leaveMs - nowMs);
    if ((resent & ANSWER_RESENT) > 0 && readMs < Number.POSITIVE_INFINITY) carrier.countResent();
    if (!(readMs <= deadlineMs)) {
      this.journey.missed(this.record(entry, user, path, sentMs), readMs);
      return;
    }
    if (!counted) return;
    const column = server.rungs.degrades ? DEGRADED : FULL;
    const answers = this.answers[entry] as AnswerTally;
    answers.answered(column, NO_LUCK, sentMs, readMs, server.departureMs - enteredMs);
  }

  private record(entry: number, user: number, path: number, sentMs: number): number {
    const slot = this.requests.take(SHAKE, entry, path);
    this.requests.setMember(slot, user);
    this.requests.setFirstMs(slot, sentMs);
    this.requests.attempt(slot, sentMs);
    return slot;
  }

  /** A shake that has a record is served: a retry, or one that was held up on its way. */
  entered(slot: number, server: AccessServer, nowMs: number, doneMs: number): void {
    const { requests } = this;
    if (requests.order(slot) >= 0) {
      // The win was lost on its way to the handset: it is told again, not won twice.
      this.journey.answer(slot, nowMs, doneMs, server.rungs.degrades, WON);
      return;
    }
    const { population } = this.shakers[requests.entry(slot)] as Shakers;
    // Asked in this order: who may win is looked up in a large table, and few shakes are that lucky.
    if (server.release.isDue(nowMs) && population.win(requests.member(slot))) {
      this.won(slot, server, nowMs, doneMs);
    } else if (this.goesOn) {
      this.newPacket.none(slot);
      this.sim.post(Math.max(doneMs, this.sim.now), this.createHandler, slot);
    } else {
      this.journey.answer(slot, nowMs, doneMs, server.rungs.degrades, NO_LUCK);
    }
  }

  private won(slot: number, server: AccessServer, nowMs: number, leaveMs: number): void {
    server.release.take(nowMs);
    this.newPacket.won(slot);
    this.sim.post(Math.max(leaveMs, this.sim.now), this.createHandler, slot);
  }

  settled(slot: number, outcome: number, atMs: number): void {
    if (outcome === WON) this.sharing.follow(slot, atMs);
  }

  ended(slot: number, atMs: number, refusedBy: number): void {
    this.again?.ended(slot, atMs, refusedBy);
  }
}
