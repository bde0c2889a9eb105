import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { RequestTable } from "../site/request-table.ts";

/** How many shares the packets of one kind are made of. */
export interface ShareMix {
  /** Numbers of shares and, cumulative, how often each occurs. */
  shares: readonly number[];
  upTo: readonly number[];
}

/**
 * What a new packet holds: its amount in fen and its number of shares, drawn when it is won or sent. Every share
 * gets at least one fen.
 */
export class NewPacket {
  private readonly requests: RequestTable;
  private readonly wonShares: ShareMix;
  private readonly wonAmountFen: Distribution;
  private readonly sentShares: ShareMix;
  private readonly sentAmountFen: Distribution;
  private readonly stream: RandomStream;

  constructor(options: {
    requests: RequestTable;
    wonShares: ShareMix;
    wonAmountFen: Distribution;
    sentShares: ShareMix;
    sentAmountFen: Distribution;
    stream: RandomStream;
  }) {
    this.requests = options.requests;
    this.wonShares = options.wonShares;
    this.wonAmountFen = options.wonAmountFen;
    this.sentShares = options.sentShares;
    this.sentAmountFen = options.sentAmountFen;
    this.stream = options.stream;
  }

  won(slot: number): void {
    this.fill(slot, this.wonShares, this.wonAmountFen);
  }

  sent(slot: number): void {
    this.fill(slot, this.sentShares, this.sentAmountFen);
  }

  /** A shake that has won nothing, and is only to be told so. */
  none(slot: number): void {
    this.requests.setNewPacket(slot, 0, 0);
  }

  private fill(slot: number, mix: ShareMix, amountFen: Distribution): void {
    const u = this.stream.uniform();
    let kind = 0;
    while (kind < mix.shares.length - 1 && u >= (mix.upTo[kind] as number)) kind++;
    const shares = mix.shares[kind] as number;
    const wholeFen = Math.max(shares, Math.round(amountFen.sample(this.stream)));
    this.requests.setNewPacket(slot, wholeFen, shares);
  }
}
