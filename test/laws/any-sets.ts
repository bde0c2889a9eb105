import fc from "fast-check";
import { overload } from "./any-control.ts";
import { at, maybe, millis, mostly, percent, seconds } from "./any-quantity.ts";

/** A whole number for each of so many copies. */
const eachOf = (copies: number, max: number) =>
  fc.array(fc.nat(max), { minLength: copies, maxLength: copies });

const storage = fc
  .record({ replicas: fc.integer({ min: 1, max: 5 }), write: fc.nat(4), read: fc.nat(4) })
  .chain(({ replicas, write, read }) =>
    fc.record({
      replicas: fc.constant(replicas),
      write: fc.constant(1 + (write % replicas)),
      read: fc.constant(1 + (read % replicas)),
      mode: fc.constantFrom("leader", "leader", "leaderless"),
      stand: maybe(fc.record({ placement: eachOf(replicas, 3), regions: maybe(eachOf(replicas, 2)) })),
      commits: mostly("16k/s", fc.constantFrom("50/s", "1k/s")),
      connections: fc.constantFrom(undefined, 1, 100),
      work: fc.constantFrom("0ms", "50ms"),
      deadlockCheck: millis(0, 5),
      lockWait: mostly("50s", millis(1, 3000)),
      readFallback: fc.constantFrom("primary", "none"),
      failover: fc.record({ detection: millis(0, 3000), election: millis(0, 2000) }),
      recovery: seconds(0, 10),
      flush: fc.constantFrom(undefined, "100us", "8ms"),
      ackTimeout: fc.constantFrom(undefined, "5ms", "1s"),
      reads: fc.constantFrom(undefined, "10/s", "1k/s"),
      hedge: fc.constantFrom(undefined, "0ms", "1ms"),
    }),
  )
  .map(({ hedge, stand, ...rest }) => {
    const plan = { ...rest, placement: stand?.placement, regions: stand?.regions };
    return plan.read === 1 && plan.mode === "leader" ? { ...plan, hedge } : plan;
  });

const health = fc.record({
  minCalls: fc.integer({ min: 1, max: 20 }),
  failures: percent(1, 100),
  gray: fc.record({
    window: seconds(1, 10),
    minCalls: fc.integer({ min: 1, max: 100 }),
    failures: percent(1, 50),
  }),
  maskedMax: percent(0, 100),
  open: seconds(1, 5),
  openMax: seconds(1, 20),
  successes: fc.integer({ min: 1, max: 3 }),
  ramp: seconds(0, 10),
  rampFrom: percent(0, 100),
});

const cache = fc.record({
  hit: percent(0, 100),
  expiry: maybe(seconds(1, 30)),
  singleFlight: fc.boolean(),
  backup: fc.record({ hit: percent(0, 100) }),
});

const grab = fc.oneof(
  fc.record({ transactionsMax: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ engine: fc.constant("db") }),
  fc.record({
    engine: fc.constant("cas"),
    retries: fc.nat(3),
    losers: fc.constantFrom("pass", "refuse"),
    operation: millis(0, 20),
  }),
);

const joins = fc
  .array(fc.record({ at: at(1), count: fc.integer({ min: 1, max: 3 }) }), { maxLength: 2 })
  .map((drawn) => drawn.sort((a, b) => (a.at < b.at ? -1 : 1)));

/** Sets of any make, some of which join the others while all goes on. */
export const sets = fc.record({
  count: fc.integer({ min: 4, max: 9 }),
  ring: fc.record({ virtualNodes: fc.constantFrom(1, 40, 400) }),
  joins,
  createTries: fc.integer({ min: 1, max: 4 }),
  health,
  logic: fc.record({ servers: fc.integer({ min: 1, max: 48 }), overload }),
  cache,
  grab,
  storage,
});

/** Queues of messages: the wallet's, and the others alike. */
export const queue = fc.record({
  partitions: fc.integer({ min: 1, max: 4 }),
  consumers: fc.integer({ min: 1, max: 16 }),
  retries: fc.nat(3),
  loss: percent(0, 40),
  failure: percent(0, 60),
  ackLoss: percent(0, 40),
  unrecognised: percent(0, 30),
  fetch: millis(0, 50),
  prefetch: fc.constantFrom(undefined, 1, 20),
  backOff: fc.integer({ min: 1, max: 3 }),
  order: fc.constantFrom("none", "user"),
  replayAfter: fc.constantFrom(undefined, "5s"),
  depthMax: fc.constantFrom(undefined, 1, 1000),
  whenFull: fc.constantFrom("spill", "refuse"),
  brokers: fc.record({
    count: fc.integer({ min: 1, max: 3 }),
    flush: millis(1, 2000),
    acknowledge: fc.constantFrom("flushed", "taken"),
    publishTimeout: millis(1, 3000),
    failover: seconds(1, 20),
  }),
});

export const reconciliation = fc.record({
  enabled: fc.boolean(),
  reach: fc.constantFrom(undefined, "40s"),
  scan: fc.constantFrom(undefined, "10/s", "1k/s"),
  further: fc.constantFrom([], [{ every: "1min", lag: "20s", rate: "1k/s" }]),
});
