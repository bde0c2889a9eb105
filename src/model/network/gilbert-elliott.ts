import type { RandomStream } from "../../kernel/random.ts";

export interface GilbertElliottParams {
  /** Chance, a message, that the channel turns bad; and good again. */
  toBad: number;
  toGood: number;
  /** Share of the messages lost while it is good, and while it is bad. */
  lossGood: number;
  lossBad: number;
}

/**
 * Losses that come in bursts: a channel that is good or bad and changes by chance from message to message (Gilbert
 * 1960; Elliott 1963). Bad for toBad / (toBad + toGood) of the messages, 1 / toGood of them in a row on average; with
 * lossGood 0 and lossBad 1 those are the losses and their bursts.
 *
 * It goes by messages, not by time: a channel that is idle stays as it was.
 */
export class GilbertElliott {
  private readonly params: GilbertElliottParams;
  private isBad = false;

  /** Begins as it would be found after long. */
  constructor(params: GilbertElliottParams, stream: RandomStream) {
    const { toBad, toGood, lossGood, lossBad } = params;
    if (
      ![toBad, toGood, lossGood, lossBad].every((share) => share >= 0 && share <= 1) ||
      !(toBad + toGood > 0)
    ) {
      throw new RangeError("bursts of losses: shares must be within 0 and 1, and the channel must change");
    }
    this.params = params;
    this.isBad = stream.chance(toBad / (toBad + toGood));
  }

  /** Share of the messages that are lost in the long run. */
  get loss(): number {
    const { toBad, toGood, lossGood, lossBad } = this.params;
    return (toBad * lossBad + toGood * lossGood) / (toBad + toGood);
  }

  /** Whether the next message is lost. Two draws. */
  loses(stream: RandomStream): boolean {
    const { toBad, toGood, lossGood, lossBad } = this.params;
    const lost = stream.chance(this.isBad ? lossBad : lossGood);
    if (stream.chance(this.isBad ? toGood : toBad)) this.isBad = !this.isBad;
    return lost;
  }
}
