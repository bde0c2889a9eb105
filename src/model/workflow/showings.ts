import type { Simulation } from "../../kernel/simulation.ts";
import { CallDeadlines } from "./call-deadlines.ts";

/** A packet to be shown in another region, of which no receipt has come. */
interface Showing {
  to: number;
  packet: number;
  members: number;
  first: number;
  tries: number;
}

/** What became of packets to be shown in other regions, where their showing is sent again. */
export interface ShowingCounts {
  /** Packets put on a line, times the regions they were for, and messages sent again. */
  sent: number;
  again: number;
  /** Given up after the last try, and their members: none of whom has seen it, unless all receipts were lost. */
  givenUp: number;
  unseen: number;
  /** Shown here to those of other regions' packets, and messages that came once more. */
  shown: number;
  twice: number;
}

/**
 * Packets shown to groups in other regions, sent until a receipt comes: the edge that puts one on a line keeps it, sends
 * it again at its deadline, a bounded number of times, and then gives it up. The other edge shows what has the same
 * number once, and sends a receipt for each message.
 *
 * A showing also says from which number on others may still come. What is older has been received or given up, so the
 * receiving edge need not remember it, and shows it no more.
 */
export class Showings {
  readonly counts: ShowingCounts = { sent: 0, again: 0, givenUp: 0, unseen: 0, shown: 0, twice: 0 };

  /** The most times that one was sent. */
  most = 1;

  private readonly retries: number;
  private readonly post: (to: number, packet: number, members: number, first: number, number: number) => void;
  private readonly giveUp: (to: number, members: number) => void;
  private readonly deadlines: CallDeadlines;
  /** By number, in the order of the numbers. */
  private readonly open = new Map<number, Showing>();
  private numbered = 0;
  /** By region: numbers shown here that may come again, all of them from the last number on that was told. */
  private readonly seen: Set<number>[];
  private readonly from: Float64Array;

  constructor(options: {
    sim: Simulation;
    /** How many more times one is sent. */
    retries: number;
    /** How long a receipt is waited for [ms]. */
    timeoutMs: number;
    regions: number;
    /** Puts a showing on its way. */
    post: (to: number, packet: number, members: number, first: number, number: number) => void;
    /** Told of members who will not be shown a packet. */
    giveUp: (to: number, members: number) => void;
  }) {
    this.retries = options.retries;
    this.post = options.post;
    this.giveUp = options.giveUp;
    this.deadlines = new CallDeadlines(
      options.sim,
      options.timeoutMs,
      (number, tries) => this.open.get(number)?.tries === tries,
      (number) => this.overdue(number),
    );
    this.seen = Array.from({ length: options.regions }, () => new Set<number>());
    this.from = new Float64Array(options.regions);
  }

  /** Showings of which it is not known what becomes of them. */
  get underWay(): number {
    return this.open.size;
  }

  /** The first number of which no receipt has come: none before it will be sent again. */
  get oldest(): number {
    const [first] = this.open.keys();
    return first ?? this.numbered;
  }

  /** Shows a packet to members in another region, now. */
  send(to: number, packet: number, members: number, first: number): void {
    const number = this.numbered++;
    const showing = { to, packet, members, first, tries: 1 };
    this.open.set(number, showing);
    this.counts.sent++;
    this.put(number, showing);
  }

  /** A receipt has come. */
  received(number: number): void {
    this.open.delete(number);
  }

  /** Whether a showing from a region is to be shown here, and not one that was before. */
  isNew(region: number, number: number, oldest: number): boolean {
    const seen = this.seen[region] as Set<number>;
    let from = this.from[region] as number;
    for (; from < oldest; from++) seen.delete(from);
    this.from[region] = from;
    if (number < from || seen.has(number)) {
      this.counts.twice++;
      return false;
    }
    seen.add(number);
    this.counts.shown++;
    return true;
  }

  private overdue(number: number): void {
    const showing = this.open.get(number) as Showing;
    if (showing.tries > this.retries) {
      this.open.delete(number);
      this.counts.givenUp++;
      this.counts.unseen += showing.members;
      this.giveUp(showing.to, showing.members);
      return;
    }
    showing.tries++;
    this.most = Math.max(this.most, showing.tries);
    this.counts.again++;
    this.put(number, showing);
  }

  private put(number: number, { to, packet, members, first, tries }: Showing): void {
    this.deadlines.set(number, tries);
    this.post(to, packet, members, first, number);
  }
}
