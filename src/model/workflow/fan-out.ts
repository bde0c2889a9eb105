import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";

/**
 * Who a shared packet is shown to: a group's size is drawn, and a share of its members will reach for the packet, at
 * least as many as there are shares to take (nobody splits a packet for more people than the group has). Most are
 * of the region of the one who shares it; the others are spread over the other regions as all users are.
 */
export class FanOut {
  /** Members who will reach for the last packet, by region. */
  readonly members: Int32Array;

  private readonly size: Distribution;
  private readonly sizeMax: number;
  private readonly takingShare: number;
  private readonly elsewhereShare: number;
  private readonly stream: RandomStream;
  /** By home: the other regions, and what share of their users live in each of them or one before it. */
  private readonly others: readonly { region: number; upTo: number }[][];

  constructor(options: {
    /** Users of each region, any positive scale. */
    users: readonly number[];
    /** Members of a group, the one who shares not counted. */
    size: Distribution;
    sizeMax: number;
    /** Share of the members who reach for the packet. */
    takingShare: number;
    /** Share of the members who are attached to another region. */
    elsewhereShare: number;
    stream: RandomStream;
  }) {
    const { users } = options;
    this.members = new Int32Array(users.length);
    this.others = users.map((own, home) => {
      const rest = users.reduce((sum, of) => sum + of, 0) - own;
      let sum = 0;
      return users.flatMap((of, region) => {
        if (region === home) return [];
        sum += of;
        return [{ region, upTo: sum / rest }];
      });
    });
    this.size = options.size;
    this.sizeMax = options.sizeMax;
    this.takingShare = options.takingShare;
    this.elsewhereShare = users.length > 1 ? options.elsewhereShare : 0;
    this.stream = options.stream;
  }

  /** Draws the members for a packet with this many shares to take that a user of region `home` shares. */
  draw(shares: number, home: number): void {
    const { stream, members } = this;
    const size = Math.min(this.sizeMax, Math.max(1, Math.round(this.size.sample(stream))));
    const taking = Math.max(shares, Math.round(size * this.takingShare));
    members.fill(0);
    for (let i = 0; i < taking; i++) {
      const u = stream.uniform();
      let region = home;
      if (u < this.elsewhereShare) {
        const others = this.others[home] as readonly { region: number; upTo: number }[];
        const x = u / this.elsewhereShare;
        let place = 0;
        while (place < others.length - 1 && x >= (others[place] as { upTo: number }).upTo) place++;
        region = (others[place] as { region: number }).region;
      }
      members[region] = (members[region] as number) + 1;
    }
  }
}
