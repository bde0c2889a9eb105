import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";

/**
 * Who a shared packet is shown to: a group's size is drawn, and a share of its members will reach for the packet, at
 * least as many as there are shares to take (nobody splits a packet for more people than the group has). Most are
 * of the region where the packet lives; the others are spread over the other regions.
 */
export class FanOut {
  /** Members who will reach for the last packet, by region. */
  readonly members: Int32Array;

  private readonly size: Distribution;
  private readonly sizeMax: number;
  private readonly takingShare: number;
  private readonly elsewhereShare: number;
  private readonly stream: RandomStream;

  constructor(options: {
    regions: number;
    /** Members of a group, the one who shares not counted. */
    size: Distribution;
    sizeMax: number;
    /** Share of the members who reach for the packet. */
    takingShare: number;
    /** Share of the members who are attached to another region. */
    elsewhereShare: number;
    stream: RandomStream;
  }) {
    this.members = new Int32Array(options.regions);
    this.size = options.size;
    this.sizeMax = options.sizeMax;
    this.takingShare = options.takingShare;
    this.elsewhereShare = options.regions > 1 ? options.elsewhereShare : 0;
    this.stream = options.stream;
  }

  /** Draws the members for a packet with this many shares to take that lives in region `home`. */
  draw(shares: number, home: number): void {
    const { stream, members } = this;
    const size = Math.min(this.sizeMax, Math.max(1, Math.round(this.size.sample(stream))));
    const taking = Math.max(shares, Math.round(size * this.takingShare));
    members.fill(0);
    for (let i = 0; i < taking; i++) {
      const u = stream.uniform();
      let region = home;
      if (u < this.elsewhereShare) {
        const others = members.length - 1;
        const other = Math.min(others - 1, Math.floor((u / this.elsewhereShare) * others));
        region = other < home ? other : other + 1;
      }
      members[region] = (members[region] as number) + 1;
    }
  }
}
