import fc from "fast-check";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { scenarioOf } from "./small-night.ts";

/** Everything below happens within this long, but for the draining [s]. */
const ARRIVALS_S = 20;

const seconds = (from: number, to: number) => fc.integer({ min: from, max: to }).map((s) => `${s}s`);
const millis = (from: number, to: number) => fc.integer({ min: from, max: to }).map((ms) => `${ms}ms`);
const percent = (from: number, to: number) => fc.integer({ min: from, max: to }).map((p) => `${p}%`);
const at = fc.integer({ min: 0, max: ARRIVALS_S - 1 }).map((s) => `20:00:${String(s).padStart(2, "0")}`);

const overload = fc.oneof(
  fc.constant({ kind: "none" }),
  fc.record({
    kind: fc.constant("queueWait"),
    threshold: millis(1, 50),
    window: millis(200, 2000),
    step: percent(1, 50),
    max: percent(50, 99),
  }),
);

const storage = fc
  .record({ replicas: fc.integer({ min: 1, max: 5 }), write: fc.nat(4), read: fc.nat(4) })
  .chain(({ replicas, write, read }) =>
    fc.record({
      replicas: fc.constant(replicas),
      write: fc.constant(1 + (write % replicas)),
      read: fc.constant(1 + (read % replicas)),
      mode: fc.constantFrom("leader", "leader", "leaderless"),
      commits: fc.constantFrom("50/s", "1k/s", "16k/s"),
      connections: fc.constantFrom(undefined, 1, 100),
      work: fc.constantFrom("0ms", "50ms"),
      deadlockCheck: millis(0, 5),
      lockWait: millis(1, 3000),
      readFallback: fc.constantFrom("primary", "none"),
      failover: fc.record({ detection: millis(0, 3000), election: millis(0, 2000) }),
      recovery: seconds(0, 10),
      flush: fc.constantFrom(undefined, "100us", "8ms"),
      ackTimeout: fc.constantFrom(undefined, "5ms", "1s"),
      reads: fc.constantFrom(undefined, "10/s", "1k/s"),
      hedge: fc.constantFrom(undefined, "1ms"),
    }),
  )
  .map(({ hedge, ...plan }) => (plan.read === 1 && plan.mode === "leader" ? { ...plan, hedge } : plan));

const rest = fc.record({
  seed: fc.nat(),
  k: fc.constantFrom("1/2", "1/5", "2/7", "1/20", "1/400"),
  shakesRps: fc.integer({ min: 0, max: 1000 }),
  burstRps: fc.integer({ min: 1, max: 5000 }),
  sendsRps: fc.integer({ min: 0, max: 200 }),
  packets: fc.record({
    won: fc.record({ shares: fc.integer({ min: 3, max: 8 }), kept: fc.nat(3) }),
    personal: fc.record({ shares: fc.constantFrom(1, 3, { 1: "50%", 9: "50%" }), kept: fc.nat(1) }),
    release: fc.record({
      rate: fc.integer({ min: 0, max: 300 }).map((rate) => `${rate}/s`),
      during: fc.constantFrom("rounds", "always"),
    }),
    group: fc.record({
      max: fc.integer({ min: 1, max: 60 }),
      taking: percent(0, 100),
      elsewhere: percent(0, 100),
    }),
    reaction: fc.constantFrom({ constant: "0s" }, { uniform: { min: "0s", max: "10s" } }),
    openDelay: fc.constantFrom({ constant: "0s" }, { exponential: "2s" }),
    shareDelay: fc.constantFrom({ constant: "0s" }, { exponential: "2s" }),
    neverOpened: percent(0, 100),
    expiry: seconds(1, 300),
  }),
  client: fc.record({
    timeout: fc.record({ wifi: millis(20, 12_000), cellular: millis(20, 15_000) }),
    retries: fc.nat(3),
    retryPause: millis(0, 2000),
    jitter: percent(0, 100),
    retryWhenBusy: fc.boolean(),
  }),
  uplink: fc.constantFrom("200kbps", "8Mbps", "8Gbps"),
  access: fc.record({
    servers: fc.integer({ min: 18, max: 60 }),
    workers: fc.integer({ min: 1, max: 4 }),
    serviceTime: fc.constantFrom({ exponential: "170us" }, { constant: "20ms" }),
    queueMax: fc.integer({ min: 1, max: 500 }),
    failover: seconds(0, 10),
    overload,
  }),
  callTimeout: millis(5, 1500),
  callRetries: fc.nat(3),
  sets: fc.record({
    count: fc.integer({ min: 4, max: 9 }),
    createTries: fc.integer({ min: 1, max: 4 }),
    health: fc.record({
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
    }),
    logic: fc.record({ servers: fc.integer({ min: 1, max: 48 }), overload }),
    cache: fc.record({
      hit: percent(0, 100),
      expiry: seconds(1, 30),
      singleFlight: fc.boolean(),
      backup: fc.record({ hit: percent(0, 100) }),
    }),
    grab: fc.oneof(
      fc.record({ transactionsMax: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ engine: fc.constant("db") }),
      fc.record({
        engine: fc.constant("cas"),
        retries: fc.nat(3),
        losers: fc.constantFrom("pass", "refuse"),
        operation: millis(0, 20),
      }),
    ),
    storage,
  }),
  wallet: fc.record({
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
  }),
  reconciliation: fc.record({
    enabled: fc.boolean(),
    reach: fc.constantFrom(undefined, "40s"),
    scan: fc.constantFrom(undefined, "10/s", "1k/s"),
    further: fc.constantFrom([], [{ every: "1min", lag: "20s", rate: "1k/s" }]),
  }),
  quality: fc.constantFrom({ kind: "none" }, { kind: "probes", every: "50ms", late: "40ms", window: "1s" }),
  rungOn: fc.integer({ min: 1, max: 90 }),
});

const region = (id: string) =>
  fc.integer({ min: 1, max: 3 }).map((n) => Array.from({ length: n }, (_, i) => `${id}-${i}`));
const line = fc.record({
  bandwidth: fc.constantFrom("100kbps", "10Mbps", "100Gbps"),
  delay: millis(1, 30),
  buffer: millis(1, 100),
  loss: percent(0, 10),
});

/** A small world of two regions in which anything may be set to anything and anything may break. */
export const anyWorld: fc.Arbitrary<Scenario> = fc
  .record({ sz: region("sz"), sh: region("sh"), lines: fc.array(line, { minLength: 1, maxLength: 2 }), rest })
  .chain((world) => {
    const lines = world.lines.map((_, i) => `line-${i}`);
    return faultsOf(
      [...world.sz, ...world.sh],
      lines,
      world.rest.sets.count,
      world.rest.sets.storage.replicas,
    ).map((faults) => scenarioOf(JSON.stringify(textOf(world, faults))));
  });

function faultsOf(campuses: string[], lines: string[], sets: number, replicas: number) {
  const set = fc.nat(sets - 1).map((i) => `set-0${i}`);
  const fault = <T extends object>(kind: string, own: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.record({ kind: fc.constant(kind), at, for: seconds(1, 15), ...own });
  return fc
    .array(
      fc.oneof(
        fault("cutLine", {
          line: fc.constantFrom(...lines),
          direction: fc.constantFrom("forward", "backward", "both"),
        }),
        fault("flapLine", {
          line: fc.constantFrom(...lines),
          direction: fc.constantFrom("forward", "both"),
          down: millis(100, 5000),
          up: millis(100, 5000),
        }),
        fault("degradeLine", {
          line: fc.constantFrom(...lines),
          direction: fc.constantFrom("backward", "both"),
          loss: percent(0, 100),
          bandwidth: percent(1, 100),
        }),
        fault("partitionRegions", {
          between: fc.constantFrom(["sz", "sh"], ["sh", "sz"]),
          direction: fc.constantFrom("forward", "both"),
        }),
        fault("cutOffCampus", {
          idc: fc.constantFrom(...campuses),
          regions: fc.constantFrom("all", ["sz"], ["sh"]),
          direction: fc.constantFrom("in", "out", "both"),
        }),
        fault("crashReplica", { set, replica: fc.nat(replicas - 1) }),
        fault("setDatabaseDown", { set }),
        fault("graySet", { set, failures: percent(0, 100), delay: millis(0, 1500) }),
        fault("partitionReplicas", {
          sets: fc.constant("all"),
          replicas: fc.nat(replicas - 1).map((i) => [i]),
          callers: fc.constantFrom("0%", "40%", "100%"),
        }),
        fault("loseCache", { sets: fc.constant("all") }),
        fault("slowReplicas", { sets: fc.constant("all"), factor: fc.integer({ min: 1, max: 50 }) }),
        fault("congestCarrier", {
          region: fc.constantFrom("sz", "sh"),
          carrier: fc.constantFrom("telecom", "unicom", "mobile"),
          capacity: percent(1, 100),
          extraRtt: millis(0, 3000),
          loss: percent(0, 40),
        }),
        fault("stopConsumers", { queue: fc.constant("wallet") }),
        fault("loseMessages", { queue: fc.constantFrom("wallet", "lists"), share: percent(1, 60) }),
        fault("duplicateMessages", { queue: fc.constantFrom("wallet", "lists"), share: percent(1, 60) }),
        fault("loseBroker", { queue: fc.constantFrom("wallet", "lists"), broker: fc.constant(0) }),
        fault("loseIdc", { idc: fc.constantFrom(...campuses) }),
      ),
      { maxLength: 5 },
    )
    .map((faults) => {
      // Partitions of one set must not overlap: the first stays.
      const parting = faults.findIndex(({ kind }) => kind === "partitionReplicas");
      return faults.filter(({ kind }, i) => kind !== "partitionReplicas" || i === parting);
    });
}

interface Drawn {
  sz: string[];
  sh: string[];
  lines: object[];
  rest: typeof rest extends fc.Arbitrary<infer T> ? T : never;
}

function textOf({ sz, sh, lines, rest: drawn }: Drawn, faults: object[]): object {
  const end = `20:00:${ARRIVALS_S}`;
  const names = lines.map((_, i) => `line-${i}`);
  const { sets, access, rungOn } = drawn;
  return {
    version: 1,
    name: "any world",
    run: { to: end, drain: "3min", scale: drawn.k, seed: drawn.seed },
    regions: [
      { id: "sz", name: "Shenzhen", users: "60%", campuses: sz },
      { id: "sh", name: "Shanghai", users: "40%", campuses: sh },
    ],
    population: { users: "200k" },
    traffic: {
      shake: {
        background: [{ from: "20:00", to: end, rate: `${drawn.shakesRps}/s` }],
        rounds: [
          { name: "round", at: "20:00:03", frames: [frame(0, 0), frame(2, drawn.burstRps), frame(10, 0)] },
        ],
      },
      send: { background: [{ from: "20:00", to: end, rate: `${drawn.sendsRps}/s` }] },
    },
    packets: drawn.packets,
    client: drawn.client,
    carriers: { uplink: { bandwidth: drawn.uplink } },
    lines: lines.map((of, i) => ({ id: names[i], between: ["sz", "sh"], ...of })),
    routes: [{ id: "sz-sh", between: ["sz", "sh"], lines: names, quality: drawn.quality }],
    access,
    network: { callTimeout: drawn.callTimeout, callRetries: drawn.callRetries },
    sets,
    queues: { wallet: drawn.wallet, lists: drawn.wallet, reconciliation: drawn.reconciliation },
    ladder: {
      window: "2s",
      dwell: "1s",
      rungs: ["avatars", "details", "credit"].map((gives) => ({
        name: gives,
        gives,
        on: `${rungOn}%`,
        off: `${rungOn / 2}%`,
        saves: "10%",
      })),
    },
    faults,
  };
}

function frame(after: number, rate: number) {
  return { after: `${after}s`, rate: `${rate}/s` };
}
