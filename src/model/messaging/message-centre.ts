import { enlarge } from "../../kernel/enlarge.ts";
import type { RandomStream } from "../../kernel/random.ts";
import { Histogram } from "../../stats/histogram.ts";

export interface MessageCentreOptions {
  name: string;
  /** A credit later than this after its opening is overdue [ms]. */
  allowedLagMs: number;
  /** Width of the windows of `overdue` [ms]. */
  windowMs: number;
  /** Which share of the records that come again is not recognised, and written once more; default none. */
  unrecognised?: { share: number; stream: RandomStream };
}

/** How often a claim has been written: 0 while it is owed, 1 when all is right. */
const OWED = 0;
const CREDITED = 1;
const WRITTEN_MAX = 255;

/** Where in a claim's record what lies: of its four times the second, of its eight words the others. */
const PUBLISHED = 1;
const FEN = 4;
const USER = 5;
const WRITTEN = 6;

/**
 * What the users of a set are owed: an opened share is a claim until its amount is in the wallet.
 *
 * Claims are numbered as they arise and forgotten when they and all before them are credited. A claim is
 * credited once, however often that is tried, unless `unrecognised` says otherwise: then it is written once more, too
 * much, until somebody takes that back. Times may be given ahead (a consumer's batch is computed at once).
 */
export class MessageCentre {
  owedFen = 0;
  creditedFen = 0;
  claims = 0;
  credits = 0;
  /** Of the credits: those that a reconciliation made. */
  repairs = 0;
  /** Credits that came later than allowed. */
  lateCredits = 0;
  /** Credits tried a second time. */
  duplicatesStopped = 0;
  /** Credits written once more, of these those that were taken back, and what is too much in the wallets now. */
  writtenTwice = 0;
  takenBack = 0;
  excessFen = 0;
  /** Sum and largest of (credit - opening) [ms]. */
  lagSumMs = 0;
  lagMaxMs = 0;

  readonly name: string;
  readonly allowedLagMs: number;
  readonly windowMs: number;
  /** By window: claims that became overdue, or were written again, less those that were credited, or taken back. */
  private changes = new Float64Array(64);
  private windows = 0;
  /** Of all credits [ms]. */
  readonly lags = new Histogram();
  /** Of the late credits: when the first was due, and when the last came [ms]. */
  private firstDueMs = Number.POSITIVE_INFINITY;
  private lastLateMs = 0;
  private readonly unrecognised: MessageCentreOptions["unrecognised"];

  /** Number of the oldest claim kept. */
  private first = 0;
  /**
   * A ring of records of 32 bytes behind two views: when a claim was opened and its message published [ms]; its amount [fen],
   * user, and how often it has been written.
   */
  private times = new Float64Array(64 * 4);
  private words = new Int32Array(this.times.buffer);
  private mask = 63;

  constructor(options: MessageCentreOptions) {
    this.name = options.name;
    this.allowedLagMs = options.allowedLagMs;
    this.windowMs = options.windowMs;
    this.unrecognised = options.unrecognised;
  }

  /** A share of amountFen was opened at openedMs, its message published at publishedMs; returns the claim. */
  owe(openedMs: number, publishedMs: number, amountFen: number, user = 0): number {
    if (this.claims - this.first > this.mask) this.enlarge();
    const claim = this.claims++;
    const at = claim & this.mask;
    this.times[at * 4] = openedMs;
    this.times[at * 4 + PUBLISHED] = publishedMs;
    this.words[at * 8 + FEN] = amountFen;
    this.words[at * 8 + USER] = user;
    this.words[at * 8 + WRITTEN] = OWED;
    this.owedFen += amountFen;
    return claim;
  }

  /** Puts a claim into the wallet at atMs, `repaired` by a reconciliation or not; false when it was there already. */
  credit(claim: number, atMs: number, repaired = false): boolean {
    const at = claim & this.mask;
    if (claim < this.first || this.words[at * 8 + WRITTEN] !== OWED) {
      if (!this.writesAgain(at, atMs)) this.duplicatesStopped++;
      return false;
    }
    this.words[at * 8 + WRITTEN] = CREDITED;
    const amountFen = this.words[at * 8 + FEN] as number;
    this.owedFen -= amountFen;
    this.creditedFen += amountFen;
    this.credits++;
    if (repaired) this.repairs++;
    const lagMs = atMs - (this.times[at * 4] as number);
    this.lagSumMs += lagMs;
    this.lags.add(lagMs);
    if (lagMs > this.lagMaxMs) this.lagMaxMs = lagMs;
    if (lagMs > this.allowedLagMs) this.noteLate((this.times[at * 4] as number) + this.allowedLagMs, atMs);
    // What may be written once more has to be remembered.
    if (this.unrecognised !== undefined) return true;
    while (this.first < this.claims && this.words[(this.first & this.mask) * 8 + WRITTEN] === CREDITED)
      this.first++;
    return true;
  }

  /** A record that was written comes again at atMs; true when nobody recognises it. */
  private writesAgain(at: number, atMs: number): boolean {
    const { unrecognised } = this;
    if (unrecognised === undefined || !unrecognised.stream.chance(unrecognised.share)) return false;
    if (this.words[at * 8 + WRITTEN] === WRITTEN_MAX) return false;
    this.words[at * 8 + WRITTEN] = (this.words[at * 8 + WRITTEN] as number) + 1;
    this.writtenTwice++;
    this.excessFen += this.words[at * 8 + FEN] as number;
    this.firstDueMs = Math.min(this.firstDueMs, atMs);
    this.change(atMs, 1);
    return true;
  }

  /** How often a claim has been written too often. */
  excessOf(claim: number): number {
    return claim < this.first
      ? 0
      : Math.max(0, (this.words[(claim & this.mask) * 8 + WRITTEN] as number) - CREDITED);
  }

  /** Takes what was written too often out of the wallet again, at atMs. */
  takeBack(claim: number, atMs: number): void {
    const at = claim & this.mask;
    const times = this.excessOf(claim);
    this.words[at * 8 + WRITTEN] = CREDITED;
    this.takenBack += times;
    this.excessFen -= times * (this.words[at * 8 + FEN] as number);
    this.lastLateMs = Math.max(this.lastLateMs, atMs);
    this.change(atMs, -times);
  }

  /** Whether every claim is credited, once. */
  get isRight(): boolean {
    return this.credits === this.claims && this.writtenTwice === this.takenBack;
  }

  /** Number of the oldest claim that is kept: not credited, or one that may be written again; `claims` when there is none. */
  get oldest(): number {
    return this.first;
  }

  /** Whether a claim is still owed. */
  isOwed(claim: number): boolean {
    return claim >= this.first && this.words[(claim & this.mask) * 8 + WRITTEN] === OWED;
  }

  /** When a claim not older than `oldest` was opened, and when its message was published [ms]. */
  openedAtMs(claim: number): number {
    return this.times[(claim & this.mask) * 4] as number;
  }

  publishedAtMs(claim: number): number {
    return this.times[(claim & this.mask) * 4 + PUBLISHED] as number;
  }

  /** Whose it is: messages of one user may have to stay in order. */
  userOf(claim: number): number {
    return this.words[(claim & this.mask) * 8 + USER] as number;
  }

  /** Claims that are overdue at nowMs and not credited. */
  missingAt(nowMs: number): number {
    let missing = 0;
    for (let claim = this.first; claim < this.claims; claim++) {
      if (this.isOwed(claim) && this.openedAtMs(claim) + this.allowedLagMs < nowMs) missing++;
    }
    return missing;
  }

  /**
   * The first moment from which no overdue credit is missing and none is there twice [ms]: 0 when that always held, null
   * when it does not at nowMs, the end of the run.
   */
  rightAgainAtMs(nowMs: number): number | null {
    return this.missingAt(nowMs) > 0 || this.writtenTwice > this.takenBack ? null : this.lastLateMs;
  }

  /** When an overdue credit was first missing [ms]; null when that never was until nowMs. */
  wrongFirstAtMs(nowMs: number): number | null {
    let firstMs = this.firstDueMs;
    for (let claim = this.first; claim < this.claims; claim++) {
      if (this.isOwed(claim)) firstMs = Math.min(firstMs, this.openedAtMs(claim) + this.allowedLagMs);
    }
    return firstMs < nowMs ? firstMs : null;
  }

  /** Broken invariants in words, given what was opened in the set [fen]; empty when the books balance. */
  audit(openedFen: number): string[] {
    const broken: string[] = [];
    if (this.owedFen + this.creditedFen !== openedFen || this.owedFen < 0)
      broken.push(
        `${this.name}: owed ${this.owedFen} + credited ${this.creditedFen} fen is not the ${openedFen} fen opened`,
      );
    if (this.excessFen < 0)
      broken.push(`${this.name}: ${-this.excessFen} fen more were taken back than paid twice`);
    return broken;
  }

  /** By window up to nowMs, at its end: how many overdue credits were missing, and how many were there too often. */
  overdue(nowMs: number): Float64Array {
    const windows = Math.ceil(nowMs / this.windowMs);
    const series = new Float64Array(windows);
    let missing = 0;
    const still = this.stillMissing(windows);
    for (let window = 0; window < windows; window++) {
      missing += (window < this.windows ? (this.changes[window] as number) : 0) + (still[window] as number);
      series[window] = missing;
    }
    return series;
  }

  private stillMissing(windows: number): Float64Array {
    const changes = new Float64Array(windows);
    for (let claim = this.first; claim < this.claims; claim++) {
      const window = Math.floor((this.openedAtMs(claim) + this.allowedLagMs) / this.windowMs);
      if (this.isOwed(claim) && window < windows) changes[window] = (changes[window] as number) + 1;
    }
    return changes;
  }

  private noteLate(dueMs: number, creditedMs: number): void {
    this.lateCredits++;
    this.firstDueMs = Math.min(this.firstDueMs, dueMs);
    this.lastLateMs = Math.max(this.lastLateMs, creditedMs);
    this.change(dueMs, 1);
    this.change(creditedMs, -1);
  }

  private change(atMs: number, by: number): void {
    const window = Math.floor(atMs / this.windowMs);
    if (window >= this.changes.length) this.changes = enlarge(this.changes, 2 * (window + 1));
    if (window >= this.windows) this.windows = window + 1;
    this.changes[window] = (this.changes[window] as number) + by;
  }

  private enlarge(): void {
    const length = this.mask + 1;
    this.times = enlarge(this.times, 2 * length * 4);
    this.words = new Int32Array(this.times.buffer);
    this.mask = 2 * length - 1;
    for (let claim = this.first; claim < this.claims; claim++) {
      const from = claim & (length - 1);
      const to = claim & this.mask;
      if (from !== to) this.times.copyWithin(to * 4, from * 4, (from + 1) * 4);
    }
  }
}
