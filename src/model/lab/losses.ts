import type { RandomStream } from "../../kernel/random.ts";
import type { LabLink } from "../../scenario/lab/lab-scenario.ts";
import { GilbertElliott } from "../network/gilbert-elliott.ts";
import { RETRANSMISSIONS_MAX, retransmissionMs } from "../network/retransmission.ts";

/** What a lab's link loses, and what it then costs: silence, or the architecture's retransmissions. */
export class Losses {
  /** Sendings so far, those lost, and losses that followed no other. */
  messages = 0;
  lost = 0;
  bursts = 0;

  private readonly loss: number;
  private readonly bursty: GilbertElliott | undefined;
  private readonly retransmitMs: number | undefined;
  private readonly stream: RandomStream;
  private lastWasLost = false;

  constructor({ loss, bursts, retransmit }: LabLink, stream: RandomStream) {
    this.loss = loss;
    this.bursty = bursts && new GilbertElliott(bursts);
    this.bursty?.settle(stream);
    this.retransmitMs = retransmit;
    this.stream = stream;
  }

  /**
   * A message comes to the end of its way, having been sent again `times` times: how much later it arrives for being
   * lost [ms]; Infinity when it never does. Where losses come in bursts that is when it is to be asked about once more.
   */
  delayMs(times: number): number {
    const { stream, loss, bursty, retransmitMs } = this;
    const u = stream.uniform();
    const lost = bursty?.loses(stream) === true || u < loss;
    this.note(lost);
    if (!lost) return 0;
    if (retransmitMs === undefined || times === RETRANSMISSIONS_MAX) return Number.POSITIVE_INFINITY;
    return bursty === undefined ? retransmissionMs(retransmitMs, loss, u) : retransmitMs * 2 ** times;
  }

  /** Whether one that is sent again meets the channel as it is then. */
  get asksAgain(): boolean {
    return this.bursty !== undefined;
  }

  private note(lost: boolean): void {
    this.messages++;
    if (lost) {
      this.lost++;
      if (!this.lastWasLost) this.bursts++;
    }
    this.lastWasLost = lost;
  }
}
