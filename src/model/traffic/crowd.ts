import type { Distribution } from "../../kernel/distribution.ts";
import { enlarge } from "../../kernel/enlarge.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";

/** Draws how a member's attempt travels, and how long that takes before it is in the shared network. */
export interface Way {
  /** Of what was drawn last: carrier entry, path, time on the air [ms], whether it was sent more than once there. */
  entry: number;
  path: number;
  airMs: number;
  resent: boolean;
  /** @param idleMs time since the packet was shown [ms] */
  draw(idleMs: number): void;
}

/** Takes a member's attempt, sent at sentMs, at the moment it comes off the air. */
export interface Reached {
  reach(packet: number, member: number, entry: number, path: number, sentMs: number, resent: boolean): void;
}

/**
 * A member's record is four cells of 8 bytes: when it comes off the air, and from then on that this is waited for the packet's
 * order; when it was sent [ms]; its path; and two int32, its number with entry and `resent`, and the cell of the record of
 * the packet's next member. Two members share a line of memory, which is given back when both have reached.
 */
const CELLS = 4;
const PAIR = 2 * CELLS;
/** Large buffers begin 16 bytes into a line. */
const FIRST = 6;
const ENTRY = 255;
/** Above entry and `resent`: the member's number, which is below 2^23. */
const MEMBER_SHIFT = 9;
const MEMBERS_MAX = 2 ** 23;
/** Up to so many members are put in order as they are drawn. */
const INSERT_MAX = 128;

/**
 * The members of groups in one region who have a packet before them and will reach for it: each after a reaction
 * time of their own, drawn from one distribution. A packet that many are shown is a burst by construction.
 *
 * All members are drawn when the packet is shown, and put in the order in which their attempts come off the air: so
 * a packet has one pending event, however large its group, and an attempt has none before it is in the network. All that
 * is known of a member lies side by side: seconds pass between two members, and each place more to look at would be
 * one more line fetched from far memory. Half of a group has reached long before its last member has, hence no room is
 * kept for those who have.
 */
export class Crowd {
  private live = 0;
  private cells = new Float64Array(CAPACITY * PAIR);
  private words = new Int32Array(this.cells.buffer);
  private cellsUsed = FIRST;
  /** The first cell of a free pair, in whose last word the next one stands. */
  private freePair = NONE;
  /** The members of the packet that is shown now, in the order in which they come off the air; in records like theirs. */
  private drawn = new Float64Array(INSERT_MAX * CELLS);

  private readonly sim: Simulation;
  private readonly reaction: Distribution;
  private readonly stream: RandomStream;
  private readonly way: Way;
  private readonly reached: Reached;
  private readonly handler: number;

  constructor(sim: Simulation, reaction: Distribution, stream: RandomStream, way: Way, reached: Reached) {
    this.sim = sim;
    this.reaction = reaction;
    this.stream = stream;
    this.way = way;
    this.reached = reached;
    this.handler = sim.register((at) => this.react(at), "crowd");
  }

  /** Packets whose groups have not all reached for them yet. */
  get size(): number {
    return this.live;
  }

  /**
   * Shows a packet, now, to `members` people, numbered from `firstMember` on, who will reach for it.
   * @throws RangeError for numbers of 2^23 or more
   */
  show(packet: number, members: number, firstMember: number): void {
    if (members <= 0) return;
    if (firstMember + members > MEMBERS_MAX)
      throw new RangeError(`a packet is shown to ${firstMember + members} people: ${MEMBERS_MAX} at most`);
    this.live++;
    this.draw(members, firstMember);
    const { drawn } = this;
    let first = NONE;
    let before = NONE;
    for (let from = 0; from < members * CELLS; from += CELLS) {
      const at = (from & CELLS) === 0 ? this.takePair() : before + CELLS;
      const { cells, words } = this;
      cells[at] = drawn[from] as number;
      cells[at + 1] = drawn[from + 1] as number;
      cells[at + 2] = drawn[from + 2] as number;
      words[at * 2 + 6] = drawn[from + 3] as number;
      words[at * 2 + 7] = NONE;
      if (before === NONE) first = at;
      else words[before * 2 + 7] = at;
      before = at;
    }
    this.waitFor(first, packet);
  }

  /** The next to come off the air is the member of this record. */
  private waitFor(at: number, packet: number): void {
    const offAirMs = this.cells[at] as number;
    this.cells[at] = packet;
    this.sim.post(offAirMs, this.handler, at);
  }

  private react(at: number): void {
    const { cells, words } = this;
    const packet = cells[at] as number;
    const sentMs = cells[at + 1] as number;
    const path = cells[at + 2] as number;
    const code = words[at * 2 + 6] as number;
    const next = words[at * 2 + 7] as number;
    if (next !== NONE) this.waitFor(next, packet);
    else this.live--;
    const isSecond = ((at - FIRST) & CELLS) !== 0;
    if (isSecond || next === NONE) this.givePair(isSecond ? at - CELLS : at);
    this.reached.reach(packet, code >>> MEMBER_SHIFT, (code >> 1) & ENTRY, path, sentMs, (code & 1) === 1);
  }

  /** Draws all members of a packet, in the order in which they come off the air. */
  private draw(members: number, firstMember: number): void {
    const { now } = this.sim;
    const { way } = this;
    if (this.drawn.length < members * CELLS) this.drawn = new Float64Array(members * CELLS);
    for (let i = 0; i < members; i++) {
      const reactionMs = this.reaction.quantile(Math.min(this.stream.uniform(), LAST));
      const sentMs = now + reactionMs;
      way.draw(reactionMs);
      const at = this.placeFor(sentMs + way.airMs, members > INSERT_MAX ? 0 : i, i);
      this.drawn[at + 1] = sentMs;
      this.drawn[at + 2] = way.path;
      this.drawn[at + 3] = ((firstMember + i) << MEMBER_SHIFT) | (way.entry << 1) | (way.resent ? 1 : 0);
    }
    if (members > INSERT_MAX) this.sort(members);
  }

  /** Makes place for one among the last `ordered` of the first `drawn` members, which are in order; returns its first cell. */
  private placeFor(offAirMs: number, ordered: number, drawn: number): number {
    const cells = this.drawn;
    const first = (drawn - ordered) * CELLS;
    let at = drawn * CELLS;
    while (at > first && (cells[at - CELLS] as number) > offAirMs) {
      // By hand: `copyWithin` is a call out of compiled code, for four numbers.
      cells[at] = cells[at - 4] as number;
      cells[at + 1] = cells[at - 3] as number;
      cells[at + 2] = cells[at - 2] as number;
      cells[at + 3] = cells[at - 1] as number;
      at -= CELLS;
    }
    cells[at] = offAirMs;
    return at;
  }

  private sort(members: number): void {
    const cells = this.drawn.slice(0, members * CELLS);
    const order = Array.from({ length: members }, (_, i) => i * CELLS);
    order.sort((a, b) => (cells[a] as number) - (cells[b] as number));
    order.forEach((from, i) => {
      this.drawn.set(cells.subarray(from, from + CELLS), i * CELLS);
    });
  }

  private givePair(pair: number): void {
    this.words[pair * 2 + 7] = this.freePair;
    this.freePair = pair;
  }

  private takePair(): number {
    const free = this.freePair;
    if (free !== NONE) {
      this.freePair = this.words[free * 2 + 7] as number;
      return free;
    }
    const pair = this.cellsUsed;
    this.cellsUsed += PAIR;
    if (this.cellsUsed > this.cells.length) {
      this.cells = enlarge(this.cells, 2 * this.cells.length);
      this.words = new Int32Array(this.cells.buffer);
    }
    return pair;
  }
}

const CAPACITY = 1024;
const NONE = -1;
/** Keeps an unbounded distribution's quantile finite. */
const LAST = 1 - 2 ** -32;
