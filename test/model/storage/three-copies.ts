import type { Distribution } from "../../../src/kernel/distribution.ts";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { ReplicaGroup } from "../../../src/model/storage/replica-group.ts";
import type { ReplicaGroupOptions } from "../../../src/model/storage/replica-group-options.ts";

/** Always so long [ms]. */
export const ms = (value: number): Distribution => compileDistribution({ kind: "constant", value });

/** A group of three copies, two of which acknowledge and one of which is read, each leg of which takes legMs. */
export function threeCopies(
  legMs: number,
  seed: string,
  more: Partial<ReplicaGroupOptions> = {},
): ReplicaGroup {
  const leg = ms(legMs);
  return new ReplicaGroup({
    name: "group",
    replicas: 3,
    write: 2,
    read: 1,
    discipline: "log",
    legsMs: { write: leg, ack: leg, read: leg, reply: leg },
    recoveryMs: 100,
    stream: openStream(seed, "group"),
    ...more,
  });
}
