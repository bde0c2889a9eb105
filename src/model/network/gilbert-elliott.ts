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

  /** Begins good; see `settle`. */
  constructor(params: GilbertElliottParams) {
    const { toBad, toGood, lossGood, lossBad } = params;
    if (
      ![toBad, toGood, lossGood, lossBad].every((share) => share >= 0 && share <= 1) ||
      !(toBad + toGood > 0)
    ) {
      throw new RangeError("bursts of losses: shares must be within 0 and 1, and the channel must change");
    }
    this.params = params;
  }

  /** Is as it would be found after long. One draw. */
  settle(stream: RandomStream): void {
    const { toBad, toGood } = this.params;
    this.isBad = stream.chance(toBad / (toBad + toGood));
  }

  /**
   * Is as it would be found after a message that was lost, and nothing known of those before: bad with
   * toBad lossBad / (toBad lossBad + toGood lossGood) when the message met it, and one change later. Two draws.
   */
  settleAfterLoss(stream: RandomStream): void {
    const { toBad, toGood, lossGood, lossBad } = this.params;
    const bad = toBad * lossBad;
    this.isBad = stream.chance(bad / (bad + toGood * lossGood));
    this.change(stream);
  }

  /** Share of the messages that are lost in the long run. */
  get loss(): number {
    const { toBad, toGood, lossGood, lossBad } = this.params;
    return (toBad * lossBad + toGood * lossGood) / (toBad + toGood);
  }

  /** Whether the next message is lost. Two draws. */
  loses(stream: RandomStream): boolean {
    const { lossGood, lossBad } = this.params;
    const lost = stream.chance(this.isBad ? lossBad : lossGood);
    this.change(stream);
    return lost;
  }

  private change(stream: RandomStream): void {
    const { toBad, toGood } = this.params;
    if (stream.chance(this.isBad ? toGood : toBad)) this.isBad = !this.isBad;
  }
}
