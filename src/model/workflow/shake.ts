import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { NO_LUCK, WON } from "../measure/step-counts.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Phase } from "../traffic/curve.ts";
import type { Population } from "../traffic/population.ts";
import type { TransitArrivals } from "../traffic/transit-arrivals.ts";
import type { Journey, StepWorkflow } from "./journey.ts";
import type { NewPacket } from "./new-packet.ts";
import type { SetCalls } from "./set-calls.ts";
import type { Sharing } from "./share.ts";
import { SHAKE } from "./step.ts";

/** The shakers of one carrier entry. */
export interface Shakers {
  arrivals: TransitArrivals;
  population: Population;
  /** Draws who comes to play in each round. */
  stream: RandomStream;
}

/**
 * Shake: ask for luck. Handsets send shakes at the rate of the curve; the access server answers most of them on the
 * spot. They are taken in the order in which they come off the air, and fed forward through link, server and answer:
 * a block of them between two other events of the region costs one event. When a packet is due for release there and the user has not won three yet, the shake wins: an order is
 * created in a set, the winner's own share goes to the wallet, and the rest is shared with a group.
 */
export class Shake implements StepWorkflow {
  private readonly sim: Simulation;
  private readonly requests: RequestTable;
  private readonly journey: Journey;
  private readonly calls: SetCalls;
  private readonly newPacket: NewPacket;
  private readonly sharing: Sharing;
  private readonly shakers: readonly Shakers[];
  private readonly phases: readonly Phase[];
  private readonly shakesHandler: number;
  /** By carrier entry: when its next shake comes off the air [ms]. */
  private readonly nextMs: Float64Array;
  /** Shakes that were fed forward, without an event of their own. */
  fed = 0;

  constructor(options: {
    sim: Simulation;
    requests: RequestTable;
    journey: Journey;
    calls: SetCalls;
    newPacket: NewPacket;
    sharing: Sharing;
    shakers: readonly Shakers[];
    /** Rounds: in each, other people come to play. */
    phases: readonly Phase[];
  }) {
    this.sim = options.sim;
    this.requests = options.requests;
    this.journey = options.journey;
    this.calls = options.calls;
    this.newPacket = options.newPacket;
    this.sharing = options.sharing;
    this.shakers = options.shakers;
    this.phases = options.phases;
    this.nextMs = new Float64Array(this.shakers.length);
    this.shakesHandler = this.sim.register(() => this.takeShakes(), "shakes");
    this.journey.handle(SHAKE, this);
  }

  /** Starts the traffic: the first shake of each carrier to come off the air after fromMs. */
  start(fromMs: number): void {
    this.shakers.forEach(({ arrivals, population, stream }, entry) => {
      this.nextMs[entry] = arrivals.next(fromMs);
      population.startPhase(stream);
      for (const phase of this.phases) {
        if (phase.fromMs >= fromMs) this.sim.callAt(phase.fromMs, () => population.startPhase(stream));
      }
    });
    this.waitForNext();
  }

  /** Takes shakes as they come off the air, whatever the carrier, until something else is due in the region. */
  private takeShakes(): void {
    const { sim, nextMs } = this;
    const { horizonMs } = sim;
    let entry = this.earliest();
    let nowMs = sim.now;
    // The first has this event for its own.
    this.fed--;
    let scheduled = -1;
    let limitMs = horizonMs;
    for (;;) {
      this.shake(entry, nowMs);
      entry = this.earliest();
      nowMs = nextMs[entry] as number;
      if (sim.scheduled !== scheduled) {
        scheduled = sim.scheduled;
        limitMs = Math.min(horizonMs, sim.nextTime());
      }
      if (nowMs >= limitMs) break;
    }
    this.waitForNext();
  }

  private shake(entry: number, nowMs: number): void {
    const { arrivals, population } = this.shakers[entry] as Shakers;
    const slot = this.requests.take(SHAKE, entry, arrivals.path);
    const { sentMs } = arrivals;
    this.requests.setMember(slot, population.next(nowMs));
    this.nextMs[entry] = arrivals.next(nowMs);
    this.fed++;
    this.journey.arrived(slot, sentMs, nowMs);
  }

  private earliest(): number {
    const { nextMs } = this;
    let earliest = 0;
    for (let entry = 1; entry < nextMs.length; entry++) {
      if ((nextMs[entry] as number) < (nextMs[earliest] as number)) earliest = entry;
    }
    return earliest;
  }

  private waitForNext(): void {
    const atMs = this.nextMs[this.earliest()] as number;
    if (atMs < Number.POSITIVE_INFINITY) this.sim.at(atMs, this.shakesHandler);
  }

  entered(slot: number, server: AccessServer, nowMs: number, doneMs: number): void {
    const { requests } = this;
    if (requests.order(slot) >= 0) {
      // The win was lost on its way to the handset: it is told again, not won twice.
      this.journey.answer(slot, nowMs, doneMs, false, WON);
      return;
    }
    // Asked in this order: who may win is looked up in a large table, and few shakes are that lucky.
    if (server.release.isDue(nowMs) && this.wins(slot)) {
      server.release.take(nowMs);
      this.newPacket.won(slot);
      this.calls.create(slot, nowMs, doneMs);
    } else {
      this.journey.answer(slot, nowMs, doneMs, false, NO_LUCK);
    }
  }

  private wins(slot: number): boolean {
    const { population } = this.shakers[this.requests.entry(slot)] as Shakers;
    return population.win(this.requests.member(slot));
  }

  settled(slot: number, outcome: number, atMs: number): void {
    if (outcome === WON) this.sharing.follow(slot, atMs);
  }
}
