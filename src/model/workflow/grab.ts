import type { RandomStream } from "../../kernel/random.ts";
import { GRANTED } from "../measure/step-counts.ts";
import type { CarrierEntry } from "../network/carrier.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Way } from "../traffic/crowd.ts";
import type { Journey } from "./journey.ts";
import type { Opening } from "./open.ts";
import { setOfOrder } from "./order-number.ts";
import type { SetCalls } from "./set-calls.ts";
import { GRAB } from "./step.ts";
import type { StepWorkflow } from "./step-workflow.ts";

/**
 * Grab: reserve a share. A member of the group reaches for the packet; its set says at once whether a share is left.
 * Whoever has one opens it next. Most come too late, and learn that just as fast.
 */
export class Grabbing implements StepWorkflow, Way {
  /** Of the member drawn last. */
  entry = 0;
  path = -0;
  airMs = -0;
  resent = false;

  private readonly requests: RequestTable;
  private readonly journey: Journey;
  private readonly calls: SetCalls;
  private readonly opening: Opening;
  private readonly entries: readonly CarrierEntry[];
  /** Cumulative share of users by entry. */
  private readonly entryUpTo: readonly number[];
  private readonly stream: RandomStream;

  constructor(options: {
    requests: RequestTable;
    journey: Journey;
    calls: SetCalls;
    opening: Opening;
    entries: readonly CarrierEntry[];
    entryUpTo: readonly number[];
    stream: RandomStream;
  }) {
    this.requests = options.requests;
    this.journey = options.journey;
    this.calls = options.calls;
    this.opening = options.opening;
    this.entries = options.entries;
    this.entryUpTo = options.entryUpTo;
    this.stream = options.stream;
    this.journey.steps.handle(GRAB, this);
  }

  /**
   * Draws how a member's attempt travels: attached by any carrier, as users are. The message that showed the packet, idleMs
   * ago, was the last that kept the radio awake.
   */
  draw(idleMs: number): void {
    const u = this.stream.uniform();
    let entry = 0;
    while (entry < this.entries.length - 1 && u >= (this.entryUpTo[entry] as number)) entry++;
    const carrier = this.entries[entry] as CarrierEntry;
    this.entry = entry;
    this.path = carrier.draw(this.stream);
    this.airMs = carrier.accessMs(this.path, this.stream);
    if (carrier.radiosSleep) this.airMs += carrier.wakeMs(this.path, idleMs, this.stream);
    this.resent = carrier.resent;
  }

  /** The attempt of a member who reached for the packet at sentMs comes off the air, now. */
  reach(order: number, member: number, entry: number, path: number, sentMs: number, resent: boolean): void {
    if (resent) (this.entries[entry] as CarrierEntry).retransmitted++;
    const slot = this.requests.take(GRAB, entry, path);
    this.requests.setOrder(slot, order);
    this.requests.setMember(slot, member);
    this.requests.setFirstMs(slot, sentMs);
    this.requests.attempt(slot, sentMs);
    this.journey.arrive(slot);
  }

  entered(slot: number, _server: AccessServer, _nowMs: number, doneMs: number): void {
    this.calls.call(slot, setOfOrder(this.requests.order(slot)), doneMs);
  }

  settled(slot: number, outcome: number, atMs: number): void {
    if (outcome === GRANTED) this.opening.follow(slot, atMs);
  }
}
