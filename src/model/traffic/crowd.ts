import type { Distribution } from "../../kernel/distribution.ts";
import { enlarge } from "../../kernel/enlarge.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";

/**
 * The members of groups in one region who have a packet before them and will reach for it: each after a reaction
 * time of their own, drawn from one distribution. A packet that many are shown is a burst by construction.
 *
 * n reaction times of one packet come in order: with U the share of the distribution already passed and n members
 * left, the next one is at 1 - (1 - U) V^(1/n), V uniform (order statistics; Devroye 1986, V.2). So a packet has
 * one pending event, however large its group.
 */
export class Crowd {
  /** A record of 40 bytes a packet: order, when it was shown [ms], share of the law passed; members left, next one. */
  private reals = new Float64Array(CAPACITY * 5);
  private ints = new Int32Array(this.reals.buffer);
  private freeHead = -1;
  private used = 0;
  private live = 0;

  private readonly sim: Simulation;
  private readonly reaction: Distribution;
  private readonly stream: RandomStream;
  private readonly reach: (packet: number, member: number) => void;
  private readonly handler: number;

  /** @param reach called at the moment a member reaches for a packet */
  constructor(
    sim: Simulation,
    reaction: Distribution,
    stream: RandomStream,
    reach: (packet: number, member: number) => void,
  ) {
    this.sim = sim;
    this.reaction = reaction;
    this.stream = stream;
    this.reach = reach;
    this.handler = sim.register((slot) => this.react(slot), "crowd");
  }

  /** Packets whose groups have not all reached for them yet. */
  get size(): number {
    return this.live;
  }

  /** Shows a packet, now, to `members` people, numbered from `firstMember` on, who will reach for it. */
  show(packet: number, members: number, firstMember: number): void {
    if (members <= 0) return;
    const slot = this.take();
    this.reals[slot * 5] = packet;
    this.reals[slot * 5 + 1] = this.sim.now;
    this.reals[slot * 5 + 2] = 0;
    this.ints[slot * 10 + 6] = members;
    this.ints[slot * 10 + 7] = firstMember;
    this.scheduleNext(slot);
  }

  private react(slot: number): void {
    const packet = this.reals[slot * 5] as number;
    const member = this.ints[slot * 10 + 7] as number;
    this.ints[slot * 10 + 7] = member + 1;
    const left = (this.ints[slot * 10 + 6] as number) - 1;
    this.ints[slot * 10 + 6] = left;
    if (left > 0) this.scheduleNext(slot);
    else this.free(slot);
    this.reach(packet, member);
  }

  private scheduleNext(slot: number): void {
    const left = this.ints[slot * 10 + 6] as number;
    const v = 1 - this.stream.uniform();
    const passed = 1 - (1 - (this.reals[slot * 5 + 2] as number)) * (left === 1 ? v : v ** (1 / left));
    this.reals[slot * 5 + 2] = passed;
    const atMs = (this.reals[slot * 5 + 1] as number) + this.reaction.quantile(Math.min(passed, LAST));
    this.sim.at(Math.max(atMs, this.sim.now), this.handler, slot);
  }

  private take(): number {
    this.live++;
    const slot = this.freeHead;
    if (slot !== -1) {
      this.freeHead = this.ints[slot * 10 + 8] as number;
      return slot;
    }
    if (this.used * 5 === this.reals.length) this.grow();
    return this.used++;
  }

  private free(slot: number): void {
    this.live--;
    this.ints[slot * 10 + 8] = this.freeHead;
    this.freeHead = slot;
  }

  private grow(): void {
    this.reals = enlarge(this.reals, this.reals.length * 2);
    this.ints = new Int32Array(this.reals.buffer);
  }
}

const CAPACITY = 1024;
/** Keeps an unbounded distribution's quantile finite. */
const LAST = 1 - 2 ** -32;
