import type { Chart } from "../chart.ts";
import { cacheReads } from "./cache-reads.ts";
import { carrierLoad } from "./carrier-load.ts";
import { clusterLoad } from "./cluster-load.ts";
import { evening } from "./evening.ts";
import { inconsistent } from "./inconsistent.ts";
import { ladder } from "./ladder.ts";
import { latency } from "./latency.ts";
import { latencySpread } from "./latency-spread.ts";
import { latencyTail } from "./latency-tail.ts";
import { lineLoad } from "./line-load.ts";
import { owed } from "./owed.ts";
import { packetFates } from "./packet-fates.ts";
import { packets } from "./packets.ts";
import { peak } from "./peak.ts";
import { queueAge } from "./queue-age.ts";
import { queueDepth } from "./queue-depth.ts";
import { queueRate } from "./queue-rate.ts";
import { replicaLag } from "./replica-lag.ts";
import { setLoad } from "./set-load.ts";
import { setTrouble } from "./set-trouble.ts";
import { sinceWrite } from "./since-write.ts";
import { staleReads } from "./stale-reads.ts";
import { trouble } from "./trouble.ts";

/** Every chart of the report, in the order in which its section shows it. */
export const CHARTS: readonly Chart[] = [
  evening,
  peak,
  packetFates,
  trouble,
  packets,
  clusterLoad,
  ...latency,
  latencySpread,
  ...latencyTail,
  setLoad,
  setTrouble,
  cacheReads,
  lineLoad,
  carrierLoad,
  ladder,
  staleReads,
  sinceWrite,
  replicaLag,
  inconsistent,
  queueAge,
  queueDepth,
  queueRate,
  owed,
];
