import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { SENT } from "../measure/step-counts.ts";
import type { CarrierEntry } from "../network/carrier.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Arrivals } from "../traffic/arrivals.ts";
import type { Journey } from "./journey.ts";
import type { NewPacket } from "./new-packet.ts";
import type { SetCalls } from "./set-calls.ts";
import type { Sharing } from "./share.ts";
import { SEND } from "./step.ts";
import type { StepWorkflow } from "./step-workflow.ts";

/** The senders of personal packets on one carrier entry. */
export interface Senders {
  entry: CarrierEntry;
  arrivals: Arrivals;
  /** Users who may send; one is drawn for each packet. */
  users: number;
  stream: RandomStream;
}

/**
 * Send: put money into a packet. The access server has the payment made at the user's bank, then creates the order in
 * a set; once the handset has the answer, its user shares the packet.
 */
export class Send implements StepWorkflow {
  private readonly sim: Simulation;
  private readonly requests: RequestTable;
  private readonly journey: Journey;
  private readonly calls: SetCalls;
  private readonly newPacket: NewPacket;
  private readonly sharing: Sharing;
  private readonly untilMs: number;
  private readonly senders: readonly Senders[];
  private readonly payment: Distribution;
  private readonly stream: RandomStream;
  private readonly sendHandler: number;
  private readonly paidHandler: number;

  constructor(options: {
    sim: Simulation;
    requests: RequestTable;
    journey: Journey;
    calls: SetCalls;
    newPacket: NewPacket;
    sharing: Sharing;
    /** Nobody begins anything from then on [ms]. */
    untilMs: number;
    senders: readonly Senders[];
    /** Time the bank takes [ms]. */
    payment: Distribution;
    stream: RandomStream;
  }) {
    this.sim = options.sim;
    this.requests = options.requests;
    this.journey = options.journey;
    this.calls = options.calls;
    this.newPacket = options.newPacket;
    this.sharing = options.sharing;
    this.untilMs = options.untilMs;
    this.senders = options.senders;
    this.payment = options.payment;
    this.stream = options.stream;
    this.sendHandler = this.sim.register((entry) => this.send(entry), "send");
    this.paidHandler = this.sim.register((slot) => this.calls.create(slot, this.sim.now), "paid");
    this.journey.steps.handle(SEND, this);
  }

  /** Starts the traffic: the first send of each carrier after fromMs. */
  start(fromMs: number): void {
    for (let entry = 0; entry < this.senders.length; entry++) this.scheduleNext(entry, fromMs);
  }

  private send(entry: number): void {
    const { entry: carrier, users, stream } = this.senders[entry] as Senders;
    const slot = this.requests.take(SEND, entry, carrier.draw(stream));
    this.requests.setMember(slot, stream.integer(users));
    this.newPacket.sent(slot);
    // Whoever begins something has had the handset lie idle.
    this.journey.begin(slot, this.sim.now, Number.POSITIVE_INFINITY);
    this.scheduleNext(entry, this.sim.now);
  }

  private scheduleNext(entry: number, afterMs: number): void {
    const { arrivals, stream } = this.senders[entry] as Senders;
    const atMs = arrivals.next(afterMs, stream);
    if (atMs < this.untilMs) this.sim.post(atMs, this.sendHandler, entry);
  }

  entered(slot: number, _server: AccessServer, nowMs: number, doneMs: number): void {
    if (this.requests.order(slot) >= 0) {
      // Paid and created by an attempt whose answer was lost.
      this.journey.answer(slot, nowMs, doneMs, false, SENT);
      return;
    }
    this.sim.post(doneMs + this.payment.sample(this.stream), this.paidHandler, slot);
  }

  settled(slot: number, outcome: number, atMs: number): void {
    if (outcome === SENT) this.sharing.follow(slot, atMs);
  }
}
