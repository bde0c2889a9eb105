import { enlarge } from "../../kernel/enlarge.ts";
import { openStream, type RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabPackets as LabPacketsPlan } from "../../scenario/lab/lab-scenario.ts";
import { GRAB_OUTCOME, type GrabOutcome } from "../storage/grab-engine.ts";
import type { LabSet } from "./lab-set.ts";
import { type Loss, Passage } from "./passage.ts";
import type { RequestSlots } from "./request-slots.ts";

export interface LabPacketsOptions {
  sim: Simulation;
  plan: LabPacketsPlan;
  set: LabSet;
  seed: string;
  requests: RequestSlots;
  onDone: (request: number) => void;
  onLost: (request: number) => void;
  onRefused: (request: number) => void;
}

/** Fen in a packet, a share. */
const SHARE_FEN = 100;

/** A client who has not yet heard what became of its grab. */
interface Waiting {
  ref: number;
  member: number;
}

/**
 * Packets of a set as a stop on a path: each request is a member of the group who grabs, and opens at once what the
 * grab brought; it is done when it has the amount, or knows that the packet is empty. A client's retries are of the same
 * member, for the same packet.
 */
export class LabPackets {
  readonly id: string;
  /** Of the requests that count; nobody waits but in the database. */
  readonly passage = new Passage();
  readonly waitMs = 0;
  sojournMs = 0;
  /** Answers, amounts, packets found empty and members let down, over the time that counts. */
  readonly counted = { done: 0, opened: 0, empty: 0, letDown: 0 };

  private readonly sim: Simulation;
  private readonly plan: LabPacketsPlan;
  private readonly set: LabSet;
  private readonly stream: RandomStream;
  private readonly onDone: (request: number) => void;
  private readonly onLost: (request: number) => void;
  private readonly onRefused: (request: number) => void;
  private readonly openHandler: number;
  private readonly doneHandler: number;
  private readonly lostHandler: number;
  private readonly refusedHandler: number;
  private readonly total = { done: 0, opened: 0, empty: 0, letDown: 0 };
  private readonly before = { done: 0, opened: 0, empty: 0, letDown: 0 };
  /** By place: the packet, and how many have reached for it. */
  private readonly refs: number[] = [];
  private readonly reached: number[] = [];
  private members = 0;
  /** Clients that were refused and may try again, by their number. */
  private readonly refused = new Map<number, Waiting>();
  private readonly requests: RequestSlots;
  /** By request: its packet, its member, when it came [ms]. */
  private packet = new Float64Array(64);
  private member = new Int32Array(64);
  private cameMs = new Float64Array(64);

  constructor({ sim, plan, set, seed, requests, onDone, onLost, onRefused }: LabPacketsOptions) {
    this.id = plan.id;
    this.sim = sim;
    this.plan = plan;
    this.set = set;
    this.stream = openStream(seed, `packets/${plan.id}`);
    this.requests = requests;
    this.onDone = onDone;
    this.onLost = onLost;
    this.onRefused = onRefused;
    this.openHandler = sim.register((request) => this.open(request), `${plan.id} open`);
    this.doneHandler = sim.register((request) => this.done(request), `${plan.id} answers`);
    this.lostHandler = sim.register((request) => this.onLost(request), `${plan.id} fails`);
    this.refusedHandler = sim.register((request) => this.onRefused(request), `${plan.id} refuses`);
  }

  /** A member reaches for a packet now; a refusal is told when it is known. */
  arrive(request: number): Loss | undefined {
    const { sim } = this;
    if (request >= this.packet.length) {
      const length = Math.max(2 * this.packet.length, request + 1);
      this.packet = enlarge(this.packet, length);
      this.member = enlarge(this.member, length);
      this.cameMs = enlarge(this.cameMs, length);
    }
    const { ref, member } = this.refused.get(this.requests.owner[request] as number) ?? this.newcomer();
    this.packet[request] = ref;
    this.member[request] = member;
    this.cameMs[request] = sim.now;
    this.set.call(
      (engine) => engine.grab(sim.now, ref, member),
      (outcome, doneAtMs) => this.grabbed(request, outcome, doneAtMs),
    );
    return undefined;
  }

  beginCounting(): void {
    Object.assign(this.before, this.total);
  }

  endCounting(): void {
    const { counted, total, before } = this;
    counted.done = total.done - before.done;
    counted.opened = total.opened - before.opened;
    counted.empty = total.empty - before.empty;
    counted.letDown = total.letDown - before.letDown;
  }

  private newcomer(): Waiting {
    return { ref: this.current(), member: this.members++ | 0 };
  }

  /** The packet that a member reaches for; a new one where the last is full or its crowd has come. */
  private current(): number {
    const { plan, set, refs, reached, sim } = this;
    const place = plan.sideBySide === 1 ? 0 : this.stream.integer(plan.sideBySide);
    const slot = set.store.find(refs[place] ?? -1);
    const full = slot < 0 || set.store.granted(slot) >= plan.shares;
    const over = plan.crowd === undefined ? full : slot < 0 || (reached[place] as number) >= plan.crowd;
    if (over) {
      refs[place] = set.engine.place(sim.now, SHARE_FEN * plan.shares, plan.shares, -1);
      reached[place] = 0;
    }
    reached[place] = (reached[place] as number) + 1;
    return refs[place] as number;
  }

  private grabbed(request: number, outcome: GrabOutcome, doneAtMs: number): void {
    if (outcome === GRAB_OUTCOME.granted) this.sim.at(doneAtMs, this.openHandler, request);
    else this.ended(request, outcome, doneAtMs);
  }

  private open(request: number): void {
    const ref = this.packet[request] as number;
    const member = this.member[request] as number;
    this.set.call(
      (engine) => engine.open(this.sim.now, ref, member),
      (outcome, doneAtMs) => {
        if (outcome === GRAB_OUTCOME.opened) this.total.opened++;
        if (outcome === GRAB_OUTCOME.empty) this.total.letDown++;
        this.ended(request, outcome, doneAtMs);
      },
    );
  }

  private ended(request: number, outcome: GrabOutcome, atMs: number): void {
    const { sim } = this;
    const client = this.requests.owner[request] as number;
    if (outcome === GRAB_OUTCOME.refused) {
      if (client >= 0) this.refused.set(client, this.waiting(request));
      sim.at(atMs, this.refusedHandler, request);
      return;
    }
    if (client >= 0) this.refused.delete(client);
    if (outcome === GRAB_OUTCOME.unavailable) sim.at(atMs, this.lostHandler, request);
    else {
      if (outcome !== GRAB_OUTCOME.opened) this.total.empty++;
      sim.at(atMs, this.doneHandler, request);
    }
  }

  private waiting(request: number): Waiting {
    return { ref: this.packet[request] as number, member: this.member[request] as number };
  }

  private done(request: number): void {
    this.total.done++;
    this.sojournMs = this.sim.now - (this.cameMs[request] as number);
    this.onDone(request);
  }
}
