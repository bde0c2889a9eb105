import { Redis } from "ioredis";
import { type QueueAddress, withoutSecrets } from "./address.ts";

/** How long a server may take to answer at first [ms]. */
const PATIENCE_MS = 10_000;

/**
 * A connection that waits out restarts of the server: whoever asks is answered once it is back. Certificates are checked
 * as Node does it; NODE_EXTRA_CA_CERTS adds one's own authority.
 */
export function connect({ secret }: QueueAddress): Redis {
  const redis = new Redis(secret, {
    // Workers wait for jobs with a command that blocks; it may not be given up.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(1000, 50 * times),
  });
  // Losses are expected, and mended by the next try. Without a listener each would be printed.
  redis.on("error", () => {});
  return redis;
}

/** Whether the server can be reached and lets us in. @throws Error that says why not, without credentials. */
export async function reach(address: QueueAddress): Promise<void> {
  const redis = new Redis(address.secret, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let last: unknown;
  redis.on("error", (error) => {
    last = error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new Error(`cannot reach ${address.shown}: ${withoutSecrets(reason(last ?? error), address)}`);
  } finally {
    redis.disconnect();
  }
}

/** Node gathers what all addresses of a host answered in an error without a message of its own. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join("; ");
  return error instanceof Error ? error.message : String(error);
}
