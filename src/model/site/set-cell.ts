import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Ladder } from "../control/ladder.ts";
import type { OverloadControl } from "../control/overload-control.ts";
import type { Priorities } from "../control/priorities.ts";
import type { BackOffice } from "../messaging/back-office.ts";
import type { Book, BookName } from "../messaging/book.ts";
import type { Cache } from "../storage/cache.ts";
import type { GrabEngine } from "../storage/grab-engine.ts";
import type { Ledger } from "../storage/ledger.ts";
import type { LogFlush } from "../storage/log-flush.ts";
import type { PacketStore } from "../storage/packet-store.ts";
import type { Pool } from "../storage/pool.ts";
import type { RateLimit } from "../storage/rate-limit.ts";
import type { ReadPath } from "../storage/read-path.ts";
import type { ReplicaGroup } from "../storage/replica-group.ts";
import { Sessions } from "../storage/sessions.ts";
import type { Workers } from "../storage/workers.ts";

/** What a rung of the ladder gives up. */
export type Gives = "avatars" | "details" | "lists" | "credit" | "share" | "open" | "grab";

/** What gives up the writing of a book: its messages wait until that is given back. */
const PUT_OFF_BY: Partial<Record<BookName, Gives>> = { wallet: "credit", lists: "lists" };

export interface SetCellParts {
  /** Number of the set, over all IDCs. */
  index: number;
  name: string;
  /** Logic servers, and the time one request takes one of them [ms]. */
  logic: Pool;
  logicService: Distribution;
  overload: OverloadControl;
  priorities: Priorities;
  packets: PacketStore;
  engine: GrabEngine;
  commits: RateLimit;
  /** Absent where reads and commits do not get in each other's way. */
  workers?: Workers;
  /** Absent where the legs of a write hold it. */
  flush?: LogFlush;
  replicas: ReplicaGroup;
  /** The cache, and the backup one where there is one. */
  caches: readonly Cache[];
  reads: ReadPath;
  ledger: Ledger;
  /** What is written down by messages. */
  office: BackOffice;
  ladder: Ladder;
  /** What each rung gives up and what share of the logic's work it saves. */
  gives: readonly Gives[];
  saves: readonly number[];
  stream: RandomStream;
  /** Says which calls a gray failure lets fail. */
  grayStream: RandomStream;
}

/** A set that works, but not well. */
export interface GrayFailure {
  /** Share of the calls that fail, 0..1. */
  failShare: number;
  /** What every answer takes longer [ms]. */
  delayMs: number;
}

/**
 * A set: a self-contained cell of logic servers, cache, replica group and queue. An order lives in one set for life,
 * so nothing here ever asks another set.
 */
export class SetCell {
  readonly parts: SetCellParts;
  /** Of those who open shares, with the packets that they read then. */
  readonly sessions = new Sessions();
  /** When the request let in last has been through the logic servers [ms]. */
  readyMs = 0;
  /** Requests let in, refused at the door, and asked for what the database could not do. */
  entered = 0;
  refused = 0;
  unavailable = 0;
  /** Of these, requests told to come back later, by who had their page (`READ_SOURCE`). */
  readonly later = new Float64Array(6);
  /** Openings asked for again whose amount caches or copies knew while the database could not be written. */
  readAgain = 0;
  /** Requests whose turn would have come when nobody waited for them any more, and whether the last one is one of these. */
  expired = 0;
  skipped = false;
  /** By rung of the ladder: logic servers' time that it saved [ms], and requests that had to do without something. */
  readonly savedMs: Float64Array;
  readonly touched: Float64Array;
  /** Packets shared, by users of region `home`, that their groups are still to be shown. */
  readonly unshown: { order: number; home: number }[] = [];
  /** How many of these are shown at each look at the load, once their rung is given back. */
  showAtOnce = 0;
  /** Orders created and shares opened. */
  created = 0;
  opened = 0;
  /** What gray failures do now: share of the calls that fail, and what every answer takes longer [ms]. */
  private readonly grays: GrayFailure[] = [];
  private failShare = 0;
  private delayMs = 0;
  private databaseFailures = 0;
  /** Books that are put off now. */
  private readonly putOff = new Set<Book>();
  /** The rungs that what is left of the work was reckoned for. */
  private reckonedMask = 0;
  private workLeft = 1;

  constructor(parts: SetCellParts) {
    this.parts = parts;
    this.savedMs = new Float64Array(parts.gives.length);
    this.touched = new Float64Array(parts.gives.length);
  }

  /** One of the set's books as it is now; none where the scenario does not keep it. */
  book(name: BookName): Book | undefined {
    return this.parts.office.book(name);
  }

  get wallet(): Book {
    return this.parts.office.books[0] as Book;
  }

  /**
   * A request comes to the logic servers now. False when it is refused, or dropped before a server is free for it, or
   * `skipped`, for that will not be by untilMs; either way `readyMs` tells when it is through. One let in is to be told of
   * by `left`.
   */
  enter(nowMs: number, priority = 0, untilMs: number = Number.POSITIVE_INFINITY): boolean {
    const { logic, logicService, overload, stream } = this.parts;
    this.readyMs = nowMs;
    this.skipped = false;
    if (!overload.admit(nowMs, stream, priority)) {
      this.refused++;
      return false;
    }
    const waitMs = logic.backlogMs(nowMs);
    if (overload.drops(waitMs, nowMs + waitMs)) {
      this.readyMs = nowMs + waitMs;
      overload.gone(this.readyMs);
      this.refused++;
      return false;
    }
    if (nowMs + waitMs > untilMs) {
      overload.gone(nowMs);
      this.expired++;
      this.skipped = true;
      return false;
    }
    this.entered++;
    const serviceMs = this.lighten(logicService.sample(stream));
    const startMs = logic.arrive(nowMs, serviceMs);
    overload.observe(startMs - nowMs, startMs);
    this.readyMs = startMs + serviceMs + this.delayMs;
    return true;
  }

  /** What all its requests have waited for logic servers and for the database's turns and workers [ms]. */
  get waitedMs(): number {
    const { logic, commits, workers } = this.parts;
    return logic.waitedMs + commits.waitedMs + (workers?.pool.waitedMs ?? 0);
  }

  /** Whether a call that was let in now fails for no reason that anybody could see. */
  fails(): boolean {
    return this.failShare > 0 && this.parts.grayStream.chance(this.failShare);
  }

  /** The set works less well from now on: failures are independent of each other, delays add up. */
  impair(failure: GrayFailure): void {
    this.grays.push(failure);
    this.combineGrays();
  }

  /** The same failure (the same object) is over. */
  unimpair(failure: GrayFailure): void {
    this.grays.splice(this.grays.indexOf(failure), 1);
    this.combineGrays();
  }

  /** The answer to a request that was let in at enteredMs leaves the set at doneMs. */
  left(enteredMs: number, doneMs: number): void {
    this.parts.overload.ended(doneMs - enteredMs, doneMs);
  }

  /** How important a request is to the set's overload control. */
  priorityOf(step: number, order: number, member: number, nowMs: number): number {
    const { overload, priorities } = this.parts;
    return overload.levelMax > 0 ? priorities.of(step, order, member, nowMs) : 0;
  }

  /** How many of the least important priorities are not let in now. */
  get levelsRefused(): number {
    const { levelMax, level } = this.parts.overload;
    return levelMax - level;
  }

  /** Whether the database answers nothing: commits fail, reads find the caches only. */
  get databaseDown(): boolean {
    return this.databaseFailures > 0;
  }

  /** The database goes away, for one more reason. */
  databaseFails(): void {
    if (this.databaseFailures++ === 0) this.parts.engine.databaseFailed();
  }

  /** One such reason has gone. */
  databaseReturns(): void {
    this.databaseFailures--;
  }

  /** Whether what this kind of rung gives up is left out now. */
  givesUp(what: Gives): boolean {
    const { mask } = this.parts.ladder;
    return mask !== 0 && ((mask >> this.parts.gives.indexOf(what)) & 1) === 1;
  }

  /** Whether a queue is so full that nothing more should come of it. */
  get pushesBack(): boolean {
    return this.parts.office.pushesBack;
  }

  /** As `givesUp`, for a request that has to do without it: it is counted. */
  leavesOut(what: Gives): boolean {
    if (!this.givesUp(what)) return false;
    const rung = this.parts.gives.indexOf(what);
    this.touched[rung] = (this.touched[rung] as number) + 1;
    return true;
  }

  /** Tells the ladder how busy the set has been, and the figures that its rungs also go by. */
  climb(nowMs: number, utilisation: number, figures?: ArrayLike<number>): void {
    this.parts.ladder.update(nowMs, utilisation, figures);
    this.rungsChanged();
  }

  /** Somebody takes a rung by hand, or leaves it to the load again. */
  takeByHand(nowMs: number, rung: number, taken: boolean): void {
    if (taken) this.parts.ladder.take(nowMs, rung);
    else this.parts.ladder.letGo(nowMs, rung);
    this.rungsChanged();
  }

  /** Puts off what a book's messages would write, while its rung is taken. */
  private rungsChanged(): void {
    for (const book of this.parts.office.books) {
      const gives = PUT_OFF_BY[book.name];
      const deferring = gives !== undefined && this.givesUp(gives);
      if (deferring === this.putOff.has(book)) continue;
      if (deferring) {
        this.putOff.add(book);
        book.stopConsumers();
      } else {
        this.putOff.delete(book);
        book.resumeConsumers();
      }
    }
  }

  private combineGrays(): void {
    this.failShare = 1 - this.grays.reduce((survival, { failShare }) => survival * (1 - failShare), 1);
    this.delayMs = this.grays.reduce((sum, { delayMs }) => sum + delayMs, 0);
  }

  /** What is left of a request's work when that of the rungs taken is saved [ms]. */
  private lighten(serviceMs: number): number {
    const { ladder, saves } = this.parts;
    const { mask } = ladder;
    if (mask !== this.reckonedMask) {
      this.reckonedMask = mask;
      this.workLeft = saves.reduce((left, saved, rung) => (ladder.active(rung) ? left - saved : left), 1);
    }
    if (mask === 0) return serviceMs;
    saves.forEach((saved, rung) => {
      if (ladder.active(rung)) this.savedMs[rung] = (this.savedMs[rung] as number) + saved * serviceMs;
    });
    return serviceMs * this.workLeft;
  }
}
