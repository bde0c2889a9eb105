import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import { GilbertElliott, type GilbertElliottParams } from "./gilbert-elliott.ts";
import { burstRetransmissionMs, retransmissionMs } from "./retransmission.ts";

/** How handsets reach the carrier, in the order of typed arrays and of a path's whole part. */
export const ACCESS_TYPES = ["wifi", "4g", "3g", "2g"] as const;
export const WIFI = 0;

export interface AccessTypeParams {
  /** Round trip of the access network [ms]. */
  rtt: Distribution;
  /** Share of messages that are lost and sent again, each way, 0 to less than 1. */
  loss: number;
  /** Losses that come in bursts, beside those. */
  bursts?: GilbertElliottParams;
  /** First retransmission timeout; it doubles each time [ms]. */
  retransmitMs: number;
  /** A radio that sleeps when nothing was sent for a while; without, it never does. */
  sleep?: RadioSleep;
}

/** What the first message pays after a handset's radio has gone to sleep. */
export interface RadioSleep {
  /** The radio sleeps when so long nothing was sent or received [ms]. */
  afterMs: number;
  /** Time until it can send again [ms]. */
  wake: Distribution;
}

const CELLS = 1024;
/** Rounding may carry a place in the law to its very end, which may be endless. */
const PLACE_MAX = 1 - 2 ** -32;

/**
 * One kind of access: its round trip as a table of quantiles, its losses and their retransmissions, and how long a
 * sleeping radio takes to wake.
 *
 * A quantile is read straight between table points, and exactly in the first and last of 1,024 cells, so that
 * the tails are the law's own. One object serves all entries.
 */
export class AccessType {
  /** Share of messages lost at their first sending, bursts and all. */
  readonly loss: number;
  readonly retransmitMs: number;
  readonly sleep: RadioSleep | undefined;
  /** The channel of whoever's message was lost last: handsets are many and have one each, all alike. */
  private readonly channel: GilbertElliott | undefined;
  private readonly rtt: Distribution;
  private readonly table = new Float32Array(CELLS);

  constructor(params: AccessTypeParams) {
    const { rtt, loss, bursts, retransmitMs, sleep } = params;
    if (!(loss >= 0 && loss < 1 && retransmitMs >= 0))
      throw new RangeError(`a loss of ${loss} is not possible`);
    this.rtt = rtt;
    this.channel = bursts && new GilbertElliott(besideLoss(bursts, loss));
    this.loss = this.channel?.loss ?? loss;
    this.sleep = sleep;
    this.retransmitMs = retransmitMs;
    for (let i = 0; i < CELLS; i++) this.table[i] = rtt.quantile(i / CELLS);
  }

  /** The round trip not exceeded with probability p, 0 <= p < 1 [ms]. */
  rttMs(p: number): number {
    const x = p * CELLS;
    const cell = x | 0;
    if (cell === 0 || cell >= CELLS - 1) return this.rtt.quantile(Math.min(p, PLACE_MAX));
    const from = this.table[cell] as number;
    return from + (x - cell) * ((this.table[cell + 1] as number) - from);
  }

  /**
   * What its retransmissions add to a message that was lost [ms]. A handset's messages are far apart: each meets the channel
   * as it is found after long, and only its own retransmissions find what is left of the burst.
   *
   * @param draw a uniform draw below `loss`
   */
  retransmissionMs(draw: number, stream: RandomStream): number {
    const { channel, retransmitMs, loss } = this;
    if (channel === undefined) return retransmissionMs(retransmitMs, loss, draw);
    return burstRetransmissionMs(retransmitMs, channel, stream);
  }

  /** Time a message waits for the radio where nothing was sent for idleMs [ms]; 0, and nothing drawn, while it is awake. */
  wakeMs(idleMs: number, stream: RandomStream): number {
    const { sleep } = this;
    return sleep === undefined || idleMs < sleep.afterMs ? 0 : sleep.wake.sample(stream);
  }
}

/** A channel that loses a share of all messages beside its bursts. */
function besideLoss(bursts: GilbertElliottParams, loss: number): GilbertElliottParams {
  const beside = (share: number): number => 1 - (1 - loss) * (1 - share);
  return { ...bursts, lossGood: beside(bursts.lossGood), lossBad: beside(bursts.lossBad) };
}
