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
  private packet = new Float64Array(CAPACITY);
  private shownMs = new Float64Array(CAPACITY);
  private passed = new Float64Array(CAPACITY);
  private left = new Int32Array(CAPACITY);
  private member = new Int32Array(CAPACITY);
  private next = new Int32Array(CAPACITY);
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
    this.packet[slot] = packet;
    this.shownMs[slot] = this.sim.now;
    this.passed[slot] = 0;
    this.left[slot] = members;
    this.member[slot] = firstMember;
    this.scheduleNext(slot);
  }

  private react(slot: number): void {
    const packet = this.packet[slot] as number;
    const member = this.member[slot] as number;
    this.member[slot] = member + 1;
    const left = (this.left[slot] as number) - 1;
    this.left[slot] = left;
    if (left > 0) this.scheduleNext(slot);
    else this.free(slot);
    this.reach(packet, member);
  }

  private scheduleNext(slot: number): void {
    const left = this.left[slot] as number;
    const v = 1 - this.stream.uniform();
    const passed = 1 - (1 - (this.passed[slot] as number)) * (left === 1 ? v : v ** (1 / left));
    this.passed[slot] = passed;
    const atMs = (this.shownMs[slot] as number) + this.reaction.quantile(Math.min(passed, LAST));
    this.sim.at(Math.max(atMs, this.sim.now), this.handler, slot);
  }

  private take(): number {
    this.live++;
    const slot = this.freeHead;
    if (slot !== -1) {
      this.freeHead = this.next[slot] as number;
      return slot;
    }
    if (this.used === this.left.length) this.grow();
    return this.used++;
  }

  private free(slot: number): void {
    this.live--;
    this.next[slot] = this.freeHead;
    this.freeHead = slot;
  }

  private grow(): void {
    const capacity = this.left.length * 2;
    this.packet = enlarge(this.packet, capacity);
    this.shownMs = enlarge(this.shownMs, capacity);
    this.passed = enlarge(this.passed, capacity);
    this.left = enlarge(this.left, capacity);
    this.member = enlarge(this.member, capacity);
    this.next = enlarge(this.next, capacity);
  }
}

const CAPACITY = 1024;
/** Keeps an unbounded distribution's quantile finite. */
const LAST = 1 - 2 ** -32;
