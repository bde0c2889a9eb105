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
 * What a member's record holds: when it comes off the air, and from then on that this is waited for how many of the packet's
 * members come before it; when it was sent [ms]; its path; the packet's order; number, entry and `resent` in one, below 0
 * for the last member.
 */
const CELLS = 5;
/** Up to so many members are put in order as they are drawn. */
const INSERT_MAX = 128;
const ENTRIES = 256;

/**
 * The members of groups in one region who have a packet before them and will reach for it: each after a reaction
 * time of their own, drawn from one distribution. A packet that many are shown is a burst by construction.
 *
 * All members are drawn when the packet is shown, and put in the order in which their attempts come off the air: so
 * a packet has one pending event, however large its group, and an attempt has none before it is in the network. All that
 * is known of a member lies side by side, and the next member behind it: seconds pass between two members, and each
 * place more to look at would be one more line fetched from far memory.
 */
export class Crowd {
  private live = 0;
  private cells = new Float64Array(CAPACITY * CELLS * 16);
  private cellsUsed = 0;
  /** By number of members: a free block, whose first cell names the next one. */
  private freeBlock = new Int32Array(64).fill(NONE);

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
    this.handler = sim.register((block) => this.react(block), "crowd");
  }

  /** Packets whose groups have not all reached for them yet. */
  get size(): number {
    return this.live;
  }

  /** Shows a packet, now, to `members` people, numbered from `firstMember` on, who will reach for it. */
  show(packet: number, members: number, firstMember: number): void {
    if (members <= 0) return;
    this.live++;
    const first = this.takeBlock(members);
    const { now } = this.sim;
    for (let i = 0; i < members; i++) {
      const reactionMs = this.reaction.quantile(Math.min(this.stream.uniform(), LAST));
      const sentMs = now + reactionMs;
      this.way.draw(reactionMs);
      const place = first + i * CELLS;
      this.insert(members > INSERT_MAX ? place : first, place, packet, sentMs, firstMember + i);
    }
    if (members > INSERT_MAX) this.sort(first, members);
    const last = first + (members - 1) * CELLS;
    this.cells[last + 4] = -1 - (this.cells[last + 4] as number);
    this.waitFor(first, 0);
  }

  /** The next to come off the air is the member of this record, after so many others of the packet. */
  private waitFor(at: number, before: number): void {
    const offAirMs = this.cells[at] as number;
    this.cells[at] = before;
    this.sim.at(offAirMs, this.handler, at);
  }

  private react(at: number): void {
    const { cells } = this;
    const before = cells[at] as number;
    const sentMs = cells[at + 1] as number;
    const path = cells[at + 2] as number;
    const packet = cells[at + 3] as number;
    let code = cells[at + 4] as number;
    if (code >= 0) this.waitFor(at + CELLS, before + 1);
    else {
      code = -1 - code;
      this.free(at - before * CELLS, before + 1);
    }
    const member = Math.floor(code / (2 * ENTRIES));
    const low = code - member * 2 * ENTRIES;
    this.reached.reach(packet, member, low >> 1, path, sentMs, (low & 1) === 1);
  }

  /** Puts the attempt that was drawn last among those between `first` and `place`, which are in order. */
  private insert(first: number, place: number, packet: number, sentMs: number, member: number): void {
    const { cells, way } = this;
    const offAirMs = sentMs + way.airMs;
    let at = place;
    while (at > first && (cells[at - CELLS] as number) > offAirMs) {
      // By hand: `copyWithin` is a call out of compiled code, for five numbers.
      cells[at] = cells[at - 5] as number;
      cells[at + 1] = cells[at - 4] as number;
      cells[at + 2] = cells[at - 3] as number;
      cells[at + 3] = cells[at - 2] as number;
      cells[at + 4] = cells[at - 1] as number;
      at -= CELLS;
    }
    cells[at] = offAirMs;
    cells[at + 1] = sentMs;
    cells[at + 2] = way.path;
    cells[at + 3] = packet;
    cells[at + 4] = (member * ENTRIES + way.entry) * 2 + (way.resent ? 1 : 0);
  }

  private sort(first: number, members: number): void {
    const cells = this.cells.slice(first, first + members * CELLS);
    const order = Array.from({ length: members }, (_, i) => i * CELLS);
    order.sort((a, b) => (cells[a] as number) - (cells[b] as number));
    order.forEach((from, i) => {
      this.cells.set(cells.subarray(from, from + CELLS), first + i * CELLS);
    });
  }

  private free(block: number, members: number): void {
    this.live--;
    this.cells[block] = this.freeBlock[members] as number;
    this.freeBlock[members] = block;
  }

  private takeBlock(members: number): number {
    if (members >= this.freeBlock.length) {
      const blocks = new Int32Array(2 * members).fill(NONE);
      blocks.set(this.freeBlock);
      this.freeBlock = blocks;
    }
    const free = this.freeBlock[members] as number;
    if (free !== NONE) {
      this.freeBlock[members] = this.cells[free] as number;
      return free;
    }
    const first = this.cellsUsed;
    this.cellsUsed += members * CELLS;
    if (this.cellsUsed > this.cells.length) {
      this.cells = enlarge(this.cells, Math.max(2 * this.cells.length, this.cellsUsed));
    }
    return first;
  }
}

const CAPACITY = 1024;
const NONE = -1;
/** Keeps an unbounded distribution's quantile finite. */
const LAST = 1 - 2 ** -32;
