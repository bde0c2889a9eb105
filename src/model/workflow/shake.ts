import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { NO_LUCK, WON } from "../measure/step-counts.ts";
import type { CarrierEntry } from "../network/carrier.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Arrivals } from "../traffic/arrivals.ts";
import type { Phase } from "../traffic/curve.ts";
import type { Population } from "../traffic/population.ts";
import type { Journey, StepWorkflow } from "./journey.ts";
import type { NewPacket } from "./new-packet.ts";
import type { SetCalls } from "./set-calls.ts";
import type { Sharing } from "./share.ts";
import { SHAKE } from "./step.ts";

/** The shakers of one carrier entry. */
export interface Shakers {
  entry: CarrierEntry;
  arrivals: Arrivals;
  population: Population;
  stream: RandomStream;
}

/**
 * Shake: ask for luck. Handsets send shakes at the rate of the curve; the access server answers most of them on the
 * spot. When a packet is due for release there and the user has not won three yet, the shake wins: an order is
 * created in a set, the winner's own share goes to the wallet, and the rest is shared with a group.
 */
export class Shake implements StepWorkflow {
  private readonly sim: Simulation;
  private readonly requests: RequestTable;
  private readonly journey: Journey;
  private readonly calls: SetCalls;
  private readonly newPacket: NewPacket;
  private readonly sharing: Sharing;
  private readonly untilMs: number;
  private readonly shakers: readonly Shakers[];
  private readonly phases: readonly Phase[];
  private readonly shakeHandler: number;

  constructor(options: {
    sim: Simulation;
    requests: RequestTable;
    journey: Journey;
    calls: SetCalls;
    newPacket: NewPacket;
    sharing: Sharing;
    /** Nobody begins anything from then on [ms]. */
    untilMs: number;
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
    this.untilMs = options.untilMs;
    this.shakers = options.shakers;
    this.phases = options.phases;
    this.shakeHandler = this.sim.register((entry) => this.shake(entry), "shake");
    this.journey.handle(SHAKE, this);
  }

  /** Starts the traffic: the first shake of each carrier after fromMs. */
  start(fromMs: number): void {
    for (let entry = 0; entry < this.shakers.length; entry++) this.scheduleNext(entry, fromMs);
    for (const { population, stream } of this.shakers) {
      population.startPhase(stream);
      for (const phase of this.phases) {
        if (phase.fromMs >= fromMs) this.sim.callAt(phase.fromMs, () => population.startPhase(stream));
      }
    }
  }

  private shake(entry: number): void {
    const nowMs = this.sim.now;
    const { entry: carrier, population, stream } = this.shakers[entry] as Shakers;
    const slot = this.requests.take(SHAKE, entry, carrier.draw(stream));
    this.requests.setMember(slot, population.next(nowMs));
    this.journey.begin(slot, nowMs);
    this.scheduleNext(entry, nowMs);
  }

  private scheduleNext(entry: number, afterMs: number): void {
    const { arrivals, stream } = this.shakers[entry] as Shakers;
    const atMs = arrivals.next(afterMs, stream);
    if (atMs < this.untilMs) this.sim.at(atMs, this.shakeHandler, entry);
  }

  entered(slot: number, server: AccessServer, doneMs: number): void {
    const { requests } = this;
    const nowMs = this.sim.now;
    if (requests.order(slot) >= 0) {
      // The win was lost on its way to the handset: it is told again, not won twice.
      this.journey.answer(slot, doneMs, false, WON);
      return;
    }
    const { population } = this.shakers[requests.entry(slot)] as Shakers;
    const user = requests.member(slot);
    if (population.mayWin(user) && server.release.take(nowMs)) {
      population.win(user);
      this.newPacket.won(slot);
      this.calls.create(slot, nowMs, doneMs);
    } else {
      this.journey.answer(slot, doneMs, false, NO_LUCK);
    }
  }

  settled(slot: number, outcome: number, atMs: number): void {
    if (outcome === WON) this.sharing.follow(slot, atMs);
  }
}
