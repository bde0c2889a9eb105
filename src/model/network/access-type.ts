import type { Distribution } from "../../kernel/distribution.ts";

/** How handsets reach the carrier, in the order of typed arrays and of a path's whole part. */
export const ACCESS_TYPES = ["wifi", "4g", "3g", "2g"] as const;
export const WIFI = 0;

export interface AccessTypeParams {
  /** Round trip of the access network [ms]. */
  rtt: Distribution;
  /** Share of messages that are lost and sent again, each way, 0 to less than 1. */
  loss: number;
  /** First retransmission timeout; it doubles each time [ms]. */
  retransmitMs: number;
}

const CELLS = 1024;

/**
 * One kind of access: its round trip as a table of quantiles, its loss and its retransmission timeout.
 *
 * A quantile is read straight between table points, and exactly in the first and last of 1,024 cells, so that
 * the tails are the law's own. One object serves all entries.
 */
export class AccessType {
  readonly loss: number;
  readonly retransmitMs: number;
  private readonly rtt: Distribution;
  private readonly table = new Float64Array(CELLS);

  constructor(params: AccessTypeParams) {
    const { rtt, loss, retransmitMs } = params;
    if (!(loss >= 0 && loss < 1 && retransmitMs >= 0))
      throw new RangeError(`a loss of ${loss} is not possible`);
    this.rtt = rtt;
    this.loss = loss;
    this.retransmitMs = retransmitMs;
    for (let i = 0; i < CELLS; i++) this.table[i] = rtt.quantile(i / CELLS);
  }

  /** The round trip not exceeded with probability p, 0 <= p < 1 [ms]. */
  rttMs(p: number): number {
    const x = p * CELLS;
    const cell = Math.floor(x);
    if (cell === 0 || cell === CELLS - 1) return this.rtt.quantile(p);
    const from = this.table[cell] as number;
    return from + (x - cell) * ((this.table[cell + 1] as number) - from);
  }
}
