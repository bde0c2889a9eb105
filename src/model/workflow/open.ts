import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { TOLD_LATER } from "../measure/step-counts.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Journey } from "./journey.ts";
import type { OpenLater } from "./open-later.ts";
import { setOfOrder } from "./order-number.ts";
import type { SetCalls } from "./set-calls.ts";
import { OPEN } from "./step.ts";
import type { StepWorkflow } from "./step-workflow.ts";

/**
 * Open: learn and receive the amount. A member who holds a share opens it after a moment; the set draws the amount,
 * commits it, and answers without waiting for the wallet: the credit goes through a queue.
 */
export class Opening implements StepWorkflow {
  private readonly sim: Simulation;
  private readonly requests: RequestTable;
  private readonly journey: Journey;
  private readonly calls: SetCalls;
  private readonly delay: Distribution;
  private readonly neverShare: number;
  private readonly stream: RandomStream;
  private readonly later: OpenLater;

  constructor(options: {
    sim: Simulation;
    requests: RequestTable;
    journey: Journey;
    calls: SetCalls;
    /** From the answer to the grab to the tap that opens [ms]. */
    delay: Distribution;
    /** Share of members who never open what they have grabbed. */
    neverShare: number;
    stream: RandomStream;
    /** Who is told "later". */
    later: OpenLater;
  }) {
    this.sim = options.sim;
    this.requests = options.requests;
    this.journey = options.journey;
    this.calls = options.calls;
    this.delay = options.delay;
    this.neverShare = options.neverShare;
    this.stream = options.stream;
    this.later = options.later;
    this.journey.steps.handle(OPEN, this);
  }

  /** The member whose grab was granted at atMs opens in a moment, or never. */
  follow(slot: number, atMs: number): void {
    if (this.stream.chance(this.neverShare)) return;
    const open = this.requests.takeNext(OPEN, slot);
    const delayMs = this.delay.sample(this.stream);
    this.journey.begin(open, Math.max(this.sim.now, atMs + delayMs), delayMs);
  }

  entered(slot: number, _server: AccessServer, _nowMs: number, doneMs: number): void {
    this.calls.call(slot, setOfOrder(this.requests.order(slot)), doneMs);
  }

  settled(): void {}

  ended(slot: number, atMs: number, refusedBy: number): void {
    if (refusedBy === TOLD_LATER) this.later.told(slot, atMs);
  }
}
