import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Journey } from "./journey.ts";
import { setOfOrder } from "./order-number.ts";
import type { SetCalls } from "./set-calls.ts";
import { SHARE } from "./step.ts";
import type { StepWorkflow } from "./step-workflow.ts";

/**
 * Share: pass a packet on to a group. Some seconds after a packet is won or sent, its owner shares it; the packet's
 * set takes note and has it shown to the members of the group, wherever they are (`FanOut`).
 */
export class Sharing implements StepWorkflow {
  private readonly requests: RequestTable;
  private readonly journey: Journey;
  private readonly calls: SetCalls;
  private readonly delay: Distribution;
  private readonly stream: RandomStream;
  private readonly sim: Simulation;

  constructor(options: {
    sim: Simulation;
    requests: RequestTable;
    journey: Journey;
    calls: SetCalls;
    /** From the answer that brought the packet to its being shared [ms]. */
    delay: Distribution;
    stream: RandomStream;
  }) {
    this.sim = options.sim;
    this.requests = options.requests;
    this.journey = options.journey;
    this.calls = options.calls;
    this.delay = options.delay;
    this.stream = options.stream;
    this.journey.steps.handle(SHARE, this);
  }

  /** The user of a request that brought a packet at atMs shares it in a while. */
  follow(slot: number, atMs: number): void {
    const share = this.requests.takeNext(SHARE, slot);
    const delayMs = this.delay.sample(this.stream);
    this.journey.begin(share, Math.max(this.sim.now, atMs + delayMs), delayMs);
  }

  entered(slot: number, _server: AccessServer, _nowMs: number, doneMs: number): void {
    this.calls.call(slot, setOfOrder(this.requests.order(slot)), doneMs);
  }

  settled(): void {}
}
