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
 * What a cell holds. A member's: when it comes off the air, when it was sent [ms], its path, and number, entry and
 * `resent` in one. A packet's, before those of its members: its order, where the next member's begins, members left, and
 * members in all.
 */
const CELLS = 4;
/** Up to so many members are put in order as they are drawn. */
const INSERT_MAX = 128;
const ENTRIES = 256;

/**
 * The members of groups in one region who have a packet before them and will reach for it: each after a reaction
 * time of their own, drawn from one distribution. A packet that many are shown is a burst by construction.
 *
 * All members are drawn when the packet is shown, and put in the order in which their attempts come off the air: so
 * a packet has one pending event, however large its group, and an attempt has none before it is in the network. What
 * belongs to a packet lies in one stretch of memory: seconds pass between two members, and nothing of it is in a cache.
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
    const block = this.takeBlock(members);
    const first = block + CELLS;
    this.cells[block] = packet;
    this.cells[block + 1] = first;
    this.cells[block + 2] = members;
    this.cells[block + 3] = members;
    const { now } = this.sim;
    for (let i = 0; i < members; i++) {
      const reactionMs = this.reaction.quantile(Math.min(this.stream.uniform(), LAST));
      const sentMs = now + reactionMs;
      this.way.draw(reactionMs);
      const place = first + i * CELLS;
      this.insert(members > INSERT_MAX ? place : first, place, sentMs, firstMember + i);
    }
    if (members > INSERT_MAX) this.sort(first, members);
    this.sim.at(this.cells[first] as number, this.handler, block);
  }

  private react(block: number): void {
    const { cells } = this;
    const packet = cells[block] as number;
    const at = (cells[block + 1] as number) | 0;
    const left = (cells[block + 2] as number) - 1;
    const sentMs = cells[at + 1] as number;
    const path = cells[at + 2] as number;
    const code = cells[at + 3] as number;
    if (left > 0) {
      cells[block + 1] = at + CELLS;
      cells[block + 2] = left;
      this.sim.at(cells[at + CELLS] as number, this.handler, block);
    } else this.free(block);
    const member = Math.floor(code / (2 * ENTRIES));
    const low = code - member * 2 * ENTRIES;
    this.reached.reach(packet, member, low >> 1, path, sentMs, (low & 1) === 1);
  }

  /** Puts the attempt that was drawn last among those between `first` and `place`, which are in order. */
  private insert(first: number, place: number, sentMs: number, member: number): void {
    const { cells, way } = this;
    const offAirMs = sentMs + way.airMs;
    let at = place;
    while (at > first && (cells[at - CELLS] as number) > offAirMs) {
      // By hand: `copyWithin` is a call out of compiled code, for four numbers.
      cells[at] = cells[at - 4] as number;
      cells[at + 1] = cells[at - 3] as number;
      cells[at + 2] = cells[at - 2] as number;
      cells[at + 3] = cells[at - 1] as number;
      at -= CELLS;
    }
    cells[at] = offAirMs;
    cells[at + 1] = sentMs;
    cells[at + 2] = way.path;
    cells[at + 3] = (member * ENTRIES + way.entry) * 2 + (way.resent ? 1 : 0);
  }

  private sort(first: number, members: number): void {
    const cells = this.cells.slice(first, first + members * CELLS);
    const order = Array.from({ length: members }, (_, i) => i * CELLS);
    order.sort((a, b) => (cells[a] as number) - (cells[b] as number));
    order.forEach((from, i) => {
      this.cells.set(cells.subarray(from, from + CELLS), first + i * CELLS);
    });
  }

  private free(block: number): void {
    this.live--;
    const members = this.cells[block + 3] as number;
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
    this.cellsUsed += (members + 1) * CELLS;
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
