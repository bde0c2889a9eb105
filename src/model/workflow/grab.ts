import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { GRANTED } from "../measure/step-counts.ts";
import type { CarrierEntry } from "../network/carrier.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Journey, StepWorkflow } from "./journey.ts";
import type { Opening } from "./open.ts";
import { setOfOrder } from "./order-number.ts";
import type { SetCalls } from "./set-calls.ts";
import { GRAB } from "./step.ts";

/**
 * Grab: reserve a share. A member of the group reaches for the packet; its set says at once whether a share is left.
 * Whoever has one opens it next. Most come too late, and learn that just as fast.
 */
export class Grabbing implements StepWorkflow {
  private readonly sim: Simulation;
  private readonly requests: RequestTable;
  private readonly journey: Journey;
  private readonly calls: SetCalls;
  private readonly opening: Opening;
  private readonly entries: readonly CarrierEntry[];
  /** Cumulative share of users by entry. */
  private readonly entryUpTo: readonly number[];
  private readonly stream: RandomStream;

  constructor(options: {
    sim: Simulation;
    requests: RequestTable;
    journey: Journey;
    calls: SetCalls;
    opening: Opening;
    entries: readonly CarrierEntry[];
    entryUpTo: readonly number[];
    stream: RandomStream;
  }) {
    this.sim = options.sim;
    this.requests = options.requests;
    this.journey = options.journey;
    this.calls = options.calls;
    this.opening = options.opening;
    this.entries = options.entries;
    this.entryUpTo = options.entryUpTo;
    this.stream = options.stream;
    this.journey.handle(GRAB, this);
  }

  /** A member of the packet's group reaches for it, now. */
  reach(order: number, member: number): void {
    const u = this.stream.uniform();
    let entry = 0;
    while (entry < this.entries.length - 1 && u >= (this.entryUpTo[entry] as number)) entry++;
    const slot = this.requests.take(GRAB, entry, (this.entries[entry] as CarrierEntry).draw(this.stream));
    this.requests.setOrder(slot, order);
    this.requests.setMember(slot, member);
    this.journey.begin(slot, this.sim.now);
  }

  entered(slot: number, _server: AccessServer, _nowMs: number, doneMs: number): void {
    this.calls.call(slot, setOfOrder(this.requests.order(slot)), doneMs);
  }

  settled(slot: number, outcome: number, atMs: number): void {
    if (outcome === GRANTED) this.opening.follow(slot, atMs);
  }
}
