import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { ChainCounts } from "../measure/chain-counts.ts";
import type { Tallies } from "../measure/tallies.ts";
import type { CarrierEntry } from "../network/carrier.ts";
import type { AccessLayer } from "../site/access-layer.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Client } from "../traffic/client.ts";

/** What a region's journeys need. */
export interface JourneyOptions {
  sim: Simulation;
  requests: RequestTable;
  entries: readonly CarrierEntry[];
  access: AccessLayer;
  client: Client;
  chain: ChainCounts;
  tallies: Tallies;
  /** Whether shakes are passed on like everything else, not answered at the access server. */
  readonly shakesGoOn: boolean;
  /** Time an access server spends on a shake, and on passing anything else on [ms]. */
  shakeService: Distribution;
  relayService: Distribution;
  /** Bytes of a request and of its answer, by step. */
  upBytes: readonly number[];
  downBytes: readonly number[];
  /** Requests whose first attempt left earlier warm the world up and are not counted [ms]. */
  countFromMs: number;
  stream: RandomStream;
}
