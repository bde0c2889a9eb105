import { compileDistribution } from "../../src/kernel/distribution.ts";
import { openStream } from "../../src/kernel/random.ts";
import type { FailoverLaws } from "../../src/model/storage/leader.ts";

/** A leader held dead after so many ms, and another elected so many later. */
export function failoverAfter(detectionMs: number, electionMs: number): FailoverLaws {
  return {
    detectionMs: compileDistribution({ kind: "constant", value: detectionMs }),
    electionMs: compileDistribution({ kind: "constant", value: electionMs }),
    stream: openStream("failover", "group"),
  };
}
