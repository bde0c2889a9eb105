import { compileDistribution, type Distribution } from "../../kernel/distribution.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { TabulatedLaw } from "../storage/tabulated-law.ts";

/** The laws that are drawn from for every request, compiled once and shared by all parts of a world. */
export interface Laws {
  /** Legs of a replica group and the asynchronous copies' lag [ms]. */
  write: Distribution;
  ack: Distribution;
  read: Distribution;
  reply: Distribution;
  asyncLag: Distribution;
  /** From being shown a packet to reaching for it; from a grab to its opening; from a packet to its sharing [ms]. */
  reaction: Distribution;
  openDelay: Distribution;
  shareDelay: Distribution;
}

export function compileLaws({ sets, packets }: Scenario): Laws {
  const { legs, asyncLag } = sets.storage;
  const table = (spec: Parameters<typeof compileDistribution>[0]) =>
    new TabulatedLaw(compileDistribution(spec));
  return {
    write: table(legs.write),
    ack: table(legs.ack),
    read: table(legs.read),
    reply: table(legs.reply),
    asyncLag: table(asyncLag),
    reaction: table(packets.reaction),
    openDelay: table(packets.openDelay),
    shareDelay: table(packets.shareDelay),
  };
}
