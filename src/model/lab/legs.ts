import { compileDistribution, type Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { LabReplicaGroup } from "../../scenario/lab/lab-scenario.ts";

/** The laws of the four legs of a replica group. */
export interface Legs {
  write: Distribution;
  ack: Distribution;
  read: Distribution;
  reply: Distribution;
}

/**
 * A plan's legs, as a replica group draws them: there and back for one replica after another, all of them at each
 * operation. So the place of a draw tells whose it is, and a replica can be further away than others, or sent nothing.
 */
export function legsOf({ replicas, write, legs, away, sentTo }: LabReplicaGroup, stream: RandomStream): Legs {
  const law = (of: keyof typeof legs) => compileDistribution(legs[of]);
  if (away === 0 && sentTo === "all")
    return { write: law("write"), ack: law("ack"), read: law("read"), reply: law("reply") };
  const writes = new Round(replicas, stream);
  const reads = new Round(replicas, stream);
  const sent = sentTo === "quorum" ? write : replicas;
  const awayMs = (rank: number) => (rank === 0 ? 0 : away);
  return {
    write: leg(law("write"), () => {
      const rank = writes.next();
      return rank < sent ? awayMs(rank) : Number.POSITIVE_INFINITY;
    }),
    ack: leg(law("ack"), () => awayMs(writes.rank)),
    read: leg(law("read"), () => awayMs(reads.next())),
    reply: leg(law("reply"), () => awayMs(reads.rank)),
  };
}

/** A law with something added to each draw. */
function leg(law: Distribution, extraMs: () => number): Distribution {
  return {
    mean: law.mean,
    sample: (stream) => extraMs() + law.sample(stream),
    quantile: (p) => law.quantile(p),
    cdf: (x) => law.cdf(x),
  };
}

/** The replicas' turns within one operation, which comes from beside one of them: ranks are drawn anew each time. */
class Round {
  /** Of the replica whose turn it is: 0 where the operation comes from. */
  rank = 0;

  private readonly ranks: Int32Array;
  private readonly stream: RandomStream;
  private turn = 0;

  constructor(replicas: number, stream: RandomStream) {
    this.ranks = Int32Array.from({ length: replicas }, (_, i) => i);
    this.stream = stream;
  }

  /** The next replica's turn; returns its rank. */
  next(): number {
    if (this.turn === 0) this.shuffle();
    this.rank = this.ranks[this.turn] as number;
    this.turn = (this.turn + 1) % this.ranks.length;
    return this.rank;
  }

  private shuffle(): void {
    const { ranks } = this;
    for (let i = ranks.length - 1; i > 0; i--) {
      const j = this.stream.integer(i + 1);
      const rank = ranks[i] as number;
      ranks[i] = ranks[j] as number;
      ranks[j] = rank;
    }
  }
}
