import { compileDistribution } from "../../kernel/distribution.ts";
import { openStream } from "../../kernel/random.ts";
import { ACCESS_TYPES, WIFI } from "../network/access-type.ts";
import { accessOf } from "../network/path-mix.ts";
import type { RequestTable } from "../site/request-table.ts";
import { Client, type ClientPolicy } from "../traffic/client.ts";
import { RetryBudget } from "../traffic/retry-budget.ts";
import { ComeBack } from "../workflow/come-back.ts";
import type { Journey } from "../workflow/journey.ts";
import { OpenLater } from "../workflow/open-later.ts";
import { ShakeAgain } from "../workflow/shake-again.ts";
import type { WorldParams } from "./world-params.ts";

/** What the handsets of a region do when no answer comes. */
export function makeClient(params: WorldParams): Client {
  const { retryBudget } = params.scenario.client;
  return new Client(
    policyOf(params),
    retryBudget.kind === "shared"
      ? new RetryBudget({ share: retryBudget.share, burst: Math.max(1, retryBudget.burst / params.k) })
      : undefined,
  );
}

/** Until when a call's answer is waited for, by the access server and by the handset; nothing where sets are not told. */
export function callUntil(
  params: WorldParams,
  requests: RequestTable,
): { untilMs?: (slot: number, leaveMs: number) => number } {
  const { client, network } = params.scenario;
  if (client.deadlines.kind !== "travel") return {};
  const handset = new Client(policyOf(params));
  return {
    untilMs: (slot, leaveMs) =>
      Math.min(
        leaveMs + network.callTimeout,
        handset.workUntilMs(handset.deadlineMs(requests.attemptMs(slot), accessOf(requests.path(slot)))),
      ),
  };
}

function policyOf({ scenario }: WorldParams): ClientPolicy {
  const { timeout, retries, retryPause, jitter, retryWhenBusy, deadlines } = scenario.client;
  return {
    timeoutMs: ACCESS_TYPES.map((_, type) => (type === WIFI ? timeout.wifi : timeout.cellular)),
    retries,
    retryPauseMs: retryPause,
    jitterShare: jitter,
    retryWhenBusy,
    ...(deadlines.kind === "travel" ? { deadlineReserveMs: deadlines.reserve } : {}),
  };
}

/** What people do whose shake has brought nothing; undefined where they leave it at that. */
export function makeShakeAgain(
  { scenario, seed, toMs }: WorldParams,
  region: string,
  requests: RequestTable,
  journey: Journey,
): ShakeAgain | undefined {
  const { afterFailure, afterBusy, pause } = scenario.client.again;
  if (afterFailure === 0 && afterBusy === 0) return undefined;
  const stream = openStream(seed, `again/${region}`);
  const comeBack = new ComeBack({ journey, pause: compileDistribution(pause), untilMs: toMs, stream });
  return new ShakeAgain({ requests, comeBack, afterFailure, afterBusy });
}

/** What people do who are told "later". */
export function makeOpenLater(
  { scenario, seed, toMs }: WorldParams,
  region: string,
  requests: RequestTable,
  journey: Journey,
): OpenLater {
  const { share, pause } = scenario.client.later;
  const stream = openStream(seed, `later/${region}`);
  const comeBack = new ComeBack({ journey, pause: compileDistribution(pause), untilMs: toMs, stream });
  return new OpenLater({ requests, comeBack, share });
}
