import fc from "fast-check";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { ladder, overload } from "./any-control.ts";
import { faultsOf } from "./any-faults.ts";
import { ARRIVALS_S, maybe, millis, mostly, percent, second, seconds } from "./any-quantity.ts";
import { queue, reconciliation, sets } from "./any-sets.ts";
import { scenarioOf } from "./small-night.ts";

const END = second(ARRIVALS_S);

const packets = fc.record({
  won: fc.record({ shares: fc.integer({ min: 3, max: 8 }), kept: fc.nat(3) }),
  personal: fc.record({ shares: fc.constantFrom(1, 3, { 1: "50%", 9: "50%" }), kept: fc.nat(1) }),
  release: fc.record({
    rate: fc.integer({ min: 0, max: 300 }).map((rate) => `${rate}/s`),
    during: fc.constantFrom("rounds", "always"),
    pace: fc.oneof(
      fc.constantFrom(undefined, { kind: "even" }, { kind: "remaining" }),
      fc.record({ kind: fc.constant("tokenBucket"), burst: fc.integer({ min: 1, max: 20 }) }),
    ),
  }),
  group: fc.record({
    max: fc.integer({ min: 1, max: 60 }),
    taking: mostly("60%", percent(0, 100)),
    elsewhere: percent(0, 100),
  }),
  reaction: fc.constantFrom({ constant: "0s" }, { uniform: { min: "0s", max: "10s" } }),
  openDelay: fc.constantFrom({ constant: "0s" }, { exponential: "2s" }),
  shareDelay: fc.constantFrom({ constant: "0s" }, { exponential: "2s" }),
  neverOpened: mostly("2%", percent(0, 100)),
  expiry: seconds(1, 300),
});

const client = fc.record({
  timeout: mostly({}, fc.record({ wifi: millis(20, 12_000), cellular: millis(20, 15_000) })),
  retries: fc.nat(3),
  retryPause: millis(0, 2000),
  jitter: percent(0, 100),
  retryWhenBusy: fc.boolean(),
  retryBudget: fc.oneof(
    fc.constant({ kind: "none" }),
    fc.record({
      kind: fc.constant("shared"),
      share: percent(0, 100),
      burst: fc.integer({ min: 1, max: 1000 }),
    }),
  ),
  deadlines: fc.oneof(
    fc.constant({ kind: "kept" }),
    fc.record({ kind: fc.constant("travel"), reserve: millis(0, 2000) }),
  ),
  again: fc.record({
    afterFailure: percent(0, 80),
    afterBusy: percent(0, 80),
    pause: fc.constantFrom({ constant: "0s" }, { uniform: { min: "0s", max: "4s" } }),
  }),
  later: fc.record({
    share: percent(0, 95),
    pause: fc.constantFrom({ constant: "1s" }, { exponential: "4s" }),
  }),
});

const access = fc.record({
  bursts: maybe(
    fc.record({
      toBad: percent(1, 50),
      toGood: percent(20, 100),
      lossGood: percent(0, 5),
      lossBad: percent(0, 40),
    }),
  ),
  radio: fc.oneof(
    fc.constant({ kind: "awake" }),
    fc.record({
      kind: fc.constant("sleeps"),
      after: millis(1, 10_000),
      wake: fc.constant({ uniform: { min: "0s", max: "2s" } }),
    }),
  ),
});

const carriers = fc
  .record({
    uplink: mostly("8Gbps", fc.constantFrom("200kbps", "8Mbps")),
    interconnect: fc.constantFrom("100kbps", "1Gbps"),
    access: fc.record({ wifi: access, "4g": access, "3g": access, "2g": access }),
    left: maybe(percent(5, 100)),
  })
  .map(({ uplink, interconnect, access: ways, left }) => ({
    uplink: { bandwidth: uplink },
    interconnect: { up: interconnect, down: interconnect },
    access: ways,
    entries: [
      { id: "telecom", wifi: "48%", cellular: "15%" },
      { id: "unicom", wifi: "42%", cellular: "23%" },
      {
        id: "mobile",
        wifi: "10%",
        cellular: "62%",
        evening:
          left === undefined
            ? []
            : [
                { at: second(2), capacity: "100%" },
                { at: second(12), capacity: left },
              ],
      },
    ],
  }));

const place = fc.oneof(
  fc.constant({ logic: "owner" }),
  fc.record({ logic: fc.constantFrom("near", "access"), operations: fc.integer({ min: 1, max: 5 }) }),
);

const idle = fc.oneof(
  fc.constant({ kind: "open" }),
  fc.record({ kind: fc.constant("keepAlive"), every: millis(100, 60_000) }),
  fc.record({ kind: fc.constant("closed"), after: millis(1, 60_000) }),
);

const chain = fc
  .record({
    shake: fc.constantFrom("access", "access", "owner"),
    orders: place,
    steps: fc.record({ send: maybe(place), grab: maybe(place), open: maybe(place), share: maybe(place) }),
    // Connections that are not kept have nothing to be done about while they are idle.
    kept: fc.oneof(
      idle.map((how) => ({ connections: "kept", idle: how })),
      fc.constant({ connections: "new" }),
    ),
    batching: fc.oneof(
      fc.constant({ kind: "none" }),
      fc.record({ kind: fc.constant("ticks"), every: millis(1, 50) }),
    ),
  })
  .map(({ kept, ...others }) => ({ ...others, ...kept }));

const priority = fc.nat(15);

const rest = fc.record({
  seed: fc.nat(),
  k: fc.constantFrom("1/2", "1/5", "2/7", "1/20", "1/400"),
  shakesRps: fc.integer({ min: 0, max: 1000 }),
  burstRps: fc.integer({ min: 1, max: 5000 }),
  sendsRps: fc.integer({ min: 0, max: 200 }),
  winsPerUser: fc.nat(3),
  packets,
  client,
  carriers,
  prepush: fc.boolean(),
  access: fc.record({
    servers: fc.integer({ min: 31, max: 72 }),
    workers: fc.integer({ min: 1, max: 4 }),
    serviceTime: fc.constantFrom({ exponential: "170us" }, { constant: "20ms" }),
    queueMax: fc.integer({ min: 1, max: 500 }),
    failover: seconds(0, 10),
    overload,
  }),
  callTimeout: mostly("1s", millis(5, 1500)),
  callRetries: fc.nat(3),
  showRetries: fc.constantFrom(0, 1, 5),
  breakers: maybe(
    fc.record({
      per: fc.constantFrom("region", "set"),
      window: millis(100, 10_000),
      minCalls: fc.integer({ min: 1, max: 30 }),
      failures: percent(1, 100),
      open: millis(1, 5000),
      probes: fc.integer({ min: 1, max: 5 }),
    }),
  ),
  chain,
  priorities: fc.record({ shake: priority, send: priority, grab: priority, open: priority, share: priority }),
  sets,
  queue,
  reconciliation,
  quality: fc.constantFrom({ kind: "none" }, { kind: "probes", every: "50ms", late: "40ms", window: "1s" }),
  ladder,
});

const campuses = (id: string) =>
  fc.integer({ min: 1, max: 3 }).map((n) => Array.from({ length: n }, (_, i) => `${id}-${i}`));
const line = fc.record({
  bandwidth: fc.constantFrom("100kbps", "10Mbps", "100Gbps"),
  delay: millis(1, 30),
  buffer: millis(1, 100),
  loss: percent(0, 10),
});

/**
 * A small world of two regions, and now and then a third one whose orders live in the first, in which anything may be set
 * to anything and anything may break.
 */
export const anyWorld: fc.Arbitrary<Scenario> = fc
  .record({
    sz: campuses("sz"),
    sh: campuses("sh"),
    hk: fc.constantFrom<string[] | undefined>(undefined, undefined, ["hk-0"]),
    lines: fc.array(line, { minLength: 1, maxLength: 2 }),
    rest,
  })
  .chain((world) => {
    const { sz, sh, hk, rest: drawn } = world;
    const { count, joins, storage } = drawn.sets;
    return faultsOf({
      campuses: [...sz, ...sh, ...(hk ?? [])],
      lines: linesOf(world).map(({ id }) => id),
      regions: hk === undefined ? ["sz", "sh"] : ["sz", "sh", "hk"],
      sets: joins.reduce((sum, join) => sum + join.count, count),
      replicas: storage.replicas,
      areAbroad: storage.regions !== undefined,
    }).map((faults) => scenarioOf(JSON.stringify(textOf(world, faults))));
  });

interface Drawn {
  sz: string[];
  sh: string[];
  hk: string[] | undefined;
  lines: object[];
  rest: typeof rest extends fc.Arbitrary<infer T> ? T : never;
}

/** One or two lines between the cities, and where there is a third region one to each of them. */
function linesOf({ lines, hk }: Pick<Drawn, "lines" | "hk">) {
  const between = lines.map((of, i) => ({ id: `line-${i}`, between: ["sz", "sh"], ...of }));
  if (hk === undefined) return between;
  const overseas = ["sz", "sh"].map((city) => ({ id: `hk-${city}`, between: ["hk", city], ...lines[0] }));
  return [...between, ...overseas];
}

function routesOf({ lines, hk, rest: { quality } }: Drawn) {
  const names = lines.map((_, i) => `line-${i}`);
  if (hk === undefined) return [{ id: "sz-sh", between: ["sz", "sh"], lines: names, quality }];
  return [
    { id: "sz-sh", between: ["sz", "sh"], lines: names, via: ["hk"], quality },
    { id: "hk-sz", between: ["hk", "sz"], lines: ["hk-sz"], quality },
    { id: "hk-sh", between: ["hk", "sh"], lines: ["hk-sh"], via: ["sz"], quality },
  ];
}

function textOf(world: Drawn, faults: object[]): object {
  const { sz, sh, hk, rest: drawn } = world;
  const overseas = { id: "hk", users: "10%", campuses: hk, orders: "sz" };
  return {
    version: 1,
    name: "any world",
    run: { to: END, drain: "3min", scale: drawn.k, seed: drawn.seed },
    regions: [
      { id: "sz", name: "Shenzhen", users: hk === undefined ? "60%" : "50%", campuses: sz },
      { id: "sh", name: "Shanghai", users: "40%", campuses: sh },
      ...(hk === undefined ? [] : [overseas]),
    ],
    population: { users: "200k", winsPerUser: drawn.winsPerUser },
    traffic: {
      shake: {
        background: [{ from: "20:00", to: END, rate: `${drawn.shakesRps}/s` }],
        rounds: [
          { name: "round", at: "20:00:03", frames: [frame(0, 0), frame(2, drawn.burstRps), frame(10, 0)] },
        ],
      },
      send: { background: [{ from: "20:00", to: END, rate: `${drawn.sendsRps}/s` }] },
    },
    packets: drawn.packets,
    client: drawn.client,
    carriers: drawn.carriers,
    bytes: { prepush: drawn.prepush },
    lines: linesOf(world),
    routes: routesOf(world),
    access: drawn.access,
    network: {
      callTimeout: drawn.callTimeout,
      callRetries: drawn.callRetries,
      showRetries: drawn.showRetries,
      breakers: drawn.breakers,
    },
    chain: drawn.chain,
    priorities: drawn.priorities,
    sets: drawn.sets,
    queues: {
      wallet: drawn.queue,
      lists: drawn.queue,
      orders: drawn.queue,
      reconciliation: drawn.reconciliation,
    },
    ladder: drawn.ladder,
    faults,
  };
}

function frame(after: number, rate: number) {
  return { after: `${after}s`, rate: `${rate}/s` };
}
