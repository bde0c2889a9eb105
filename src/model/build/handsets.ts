import { compileDistribution } from "../../kernel/distribution.ts";
import { openStream } from "../../kernel/random.ts";
import { ACCESS_TYPES, WIFI } from "../network/access-type.ts";
import type { RequestTable } from "../site/request-table.ts";
import { Client } from "../traffic/client.ts";
import { RetryBudget } from "../traffic/retry-budget.ts";
import type { Journey } from "../workflow/journey.ts";
import { OpenLater } from "../workflow/open-later.ts";
import { ShakeAgain } from "../workflow/shake-again.ts";
import type { WorldParams } from "./world-params.ts";

/** What the handsets of a region do when no answer comes. */
export function makeClient({ scenario, k }: WorldParams): Client {
  const { timeout, retries, retryPause, jitter, retryWhenBusy, retryBudget, deadlines } = scenario.client;
  return new Client(
    {
      timeoutMs: ACCESS_TYPES.map((_, type) => (type === WIFI ? timeout.wifi : timeout.cellular)),
      retries,
      retryPauseMs: retryPause,
      jitterShare: jitter,
      retryWhenBusy,
      ...(deadlines.kind === "travel" ? { deadlineReserveMs: deadlines.reserve } : {}),
    },
    retryBudget.kind === "shared"
      ? new RetryBudget({ share: retryBudget.share, burst: Math.max(1, retryBudget.burst / k) })
      : undefined,
  );
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
  return new ShakeAgain({
    requests,
    journey,
    afterFailure,
    afterBusy,
    pause: compileDistribution(pause),
    untilMs: toMs,
    stream: openStream(seed, `again/${region}`),
  });
}

/** What people do who are told "later". */
export function makeOpenLater(
  { scenario, seed, toMs }: WorldParams,
  region: string,
  requests: RequestTable,
  journey: Journey,
): OpenLater {
  const { share, pause } = scenario.client.later;
  return new OpenLater({
    requests,
    journey,
    share,
    pause: compileDistribution(pause),
    untilMs: toMs,
    stream: openStream(seed, `later/${region}`),
  });
}
