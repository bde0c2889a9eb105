import { RESULT_FORMAT, RESULT_VERSION, type Result, resultSchema, STEPS } from "../../src/result/result.ts";
import { curve, noise } from "./fixture-curve.ts";
import { fixtureIncidents, fixtureNetwork } from "./fixture-incidents.ts";
import { fixtureLatency, latencySeries } from "./fixture-latency.ts";
import { fixtureParts, type Shape } from "./fixture-parts.ts";

const DESCRIPTION =
  "The evening of New Year's Eve: seven shake rounds announced on television, 11 billion shakes, 120 million packets.";
const SPLIT = { shake: 1, send: 0.0012, grab: 0.06, open: 0.05, share: 0.01 } as const;

type Steps = Result["series"]["steps"];
type Series = Steps["shake"];

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** One step's counts, a second a window: a strained uplink in the big round, a set away from 21:36 to 21:40. */
function stepSeries(step: keyof typeof SPLIT, shape: Shape): Series {
  const random = noise(`step/${step}`);
  const offered: number[] = [];
  const degraded: number[] = [];
  const refused: number[] = [];
  const failed: number[] = [];
  for (let s = 0; s < shape.seconds; s++) {
    const wanted =
      step === "send" ? 2200 + 9000 * Math.max(0, 1 - Math.abs(s - 14_400) / 1500) : curve(s) * SPLIT[step];
    const count = s >= shape.seconds - shape.drainSeconds ? 0 : Math.round(wanted * (0.99 + 0.02 * random()));
    const pressed = curve(s) > 12.9e6;
    offered.push(count);
    degraded.push(pressed ? Math.round(count * 0.04 * random()) : 0);
    refused.push(pressed && step === "shake" ? Math.round(count * 0.012 * random()) : 0);
    failed.push(
      s >= 5760 && s < 6000 && step !== "shake" ? Math.round(count * 0.02) : Math.round(count * 2e-6),
    );
  }
  const full = offered.map((n, s) => n - (degraded[s] ?? 0) - (refused[s] ?? 0) - (failed[s] ?? 0));
  return {
    offered,
    attempts: offered.map((n) => Math.round(n * 1.002)),
    full,
    degraded,
    refused,
    failed,
    inFlight: offered.map((n) => Math.round(n * 0.1)),
  };
}

function stepTotals(series: Series): Result["totals"]["shake"] {
  const refused = sum(series.refused);
  return {
    offered: sum(series.offered),
    attempts: sum(series.attempts),
    answered: { full: sum(series.full), degraded: sum(series.degraded) },
    refused: refused > 0 ? { access: refused } : {},
    failed: { timeout: sum(series.failed) },
    inFlight: 0,
    outcomes: { done: sum(series.full) },
  };
}

function timeline(shape: Shape): Result["timeline"] {
  const ms = (s: number): number => s * 1000;
  const rounds = [2400, 3900, 5700, 7200, 9000, 11_100, 12_900].map((s) => ({
    atMs: ms(s),
    untilMs: ms(s + (s === 9000 ? 300 : 180)),
    kind: "phase" as const,
    part: `round ${shape.clockText(s)}`,
    text: "shake round",
  }));
  return [
    ...rounds,
    { atMs: ms(14_400), untilMs: ms(16_200), kind: "phase", part: "midnight", text: "personal packets" },
    { atMs: ms(5760), untilMs: ms(6000), kind: "fault", part: "set-07", text: "database of set-07 crashed" },
    ...["sz", "sh"].flatMap((region, n): Result["timeline"] => [
      {
        atMs: ms(5763 + n),
        kind: "mask",
        part: "set-07",
        text: `masked: ${11 + n} of its last 20 calls had failed (seen from ${region})`,
      },
      {
        atMs: ms(5800 + n),
        kind: "probe",
        part: "set-07",
        text: `probed with one call (seen from ${region})`,
      },
      {
        atMs: ms(6010 + n),
        kind: "unmask",
        part: "set-07",
        text: `unmasked: a call succeeded again (seen from ${region})`,
      },
    ]),
    { atMs: ms(7290), untilMs: ms(7560), kind: "fault", part: "sz-sh-main", text: "line cut" },
    { atMs: ms(7291.2), kind: "switch", part: "sz-sh", text: "to sz-sh-backup" },
    { atMs: ms(7590), kind: "switchBack", part: "sz-sh", text: "to sz-sh-main" },
    ...shape.sets.slice(0, 12).flatMap((part, n): Result["timeline"] => [
      { atMs: ms(9010 + n), kind: "rung", part, text: "avatars given up" },
      { atMs: ms(9150 + n), kind: "rung", part, text: "avatars given back" },
    ]),
    ...shape.sets.slice(0, 5).flatMap((part, n): Result["timeline"] => [
      { atMs: ms(9030 + n), kind: "rung", part, text: "detail pages given up" },
      { atMs: ms(9120 + n), kind: "rung", part, text: "detail pages given back" },
    ]),
    { atMs: ms(9012), kind: "overload", part: "sz-1/telecom", text: "queue wait above 20 ms" },
    { atMs: ms(9060), kind: "moneyWrong", part: "wallet", text: "credits older than 5 s are missing" },
    { atMs: ms(9502), kind: "moneyRight", part: "wallet", text: "no credit older than 5 s is missing" },
  ];
}

/** Order of the evening's balance: opened plus refunded plus remaining is what was created, to the fen. */
const money: Result["money"] = {
  createdFen: 163_000_000_000,
  openedFen: 158_000_000_000,
  refundedFen: 0,
  remainingFen: 5_000_000_000,
  creditedFen: 157_999_000_000,
  owedFen: 1_000_000,
  packets: 290_000_000,
  sharesOpened: 720_000_000,
  credits: 719_990_000,
  lateCredits: 4_300_000,
  missingCredits: 0,
  duplicateCreditsStopped: 12_000,
  lostMessages: 300,
  deadLetters: 40,
  repaired: 340,
  rightAgainAtMs: 9_502_000,
  allowedLagMs: 5000,
  violations: [],
};

function topology(shape: Shape): Result["topology"] {
  const regions = ["sz", "sh"];
  const names: Record<string, string> = { sz: "Shenzhen", sh: "Shanghai" };
  const nodes: Result["topology"]["nodes"] = [];
  for (const region of regions) {
    for (const carrier of ["telecom", "unicom", "mobile"]) {
      nodes.push({
        id: `${region}/${carrier}`,
        kind: "carrier",
        name: `${names[region]} ${carrier}`,
        in: region,
      });
      for (let n = 1; n <= 3; n++) {
        nodes.push({
          id: `${region}-${n}/${carrier}`,
          kind: "cluster",
          name: `${region}-${n}/${carrier}`,
          in: region,
        });
      }
    }
    for (let n = 1; n <= 3; n++)
      nodes.push({ id: `${region}-${n}`, kind: "idc", name: `${region}-${n}`, in: region });
  }
  nodes.push({ id: "sz-sh-main", kind: "line", name: "sz-sh-main", in: "" });
  nodes.push({ id: "sz-sh-backup", kind: "line", name: "sz-sh-backup", in: "" });
  for (const [i, set] of shape.sets.entries()) {
    nodes.push({ id: set, kind: "set", name: set, in: `${regions[i % 2]}-${(Math.floor(i / 2) % 3) + 1}` });
    for (let n = 0; n < 3; n++)
      nodes.push({ id: `${set}/${n}`, kind: "replica", name: `${set}/${n}`, in: set });
    nodes.push({ id: `${set}/wallet`, kind: "queue", name: "wallet", in: set });
  }
  return { nodes };
}

const assumptions: Result["scenario"]["assumptions"] = [
  {
    path: "population.users",
    value: "350M",
    mark: "published",
    source: "BH-100",
    meaning: "people who take part",
  },
  {
    path: "access.servers",
    value: "638",
    mark: "published",
    source: "TCVIDEO",
    meaning: "access servers in all",
  },
  {
    path: "population.shakeGap",
    value: "4s",
    mark: "assumed",
    source: "animation and result page",
    meaning: "time between two shakes of a phone",
  },
  {
    path: "packets.release.rate",
    value: "87k/s",
    mark: "derived",
    source: "120 M packets in the rounds",
    meaning: "packets given a second",
  },
  {
    path: "storage.commits",
    value: "9.5k/s",
    mark: "weak",
    source: "group chat",
    meaning: "commits a second of one set",
  },
  {
    path: "client.retries",
    value: "1",
    mark: "yours",
    source: "this scenario",
    meaning: "tries after the first",
  },
];

function perStep<T>(of: (step: keyof typeof SPLIT) => T): Record<keyof typeof SPLIT, T> {
  return Object.fromEntries(STEPS.map((step) => [step, of(step)])) as Record<keyof typeof SPLIT, T>;
}

/** A plausible whole gala: 16,200 s and its drain, 48 sets, 18 clusters, 2 lines, 6 IDCs, faults, masks and rungs. */
export function fixtureResult({ seconds = 16_800, setCount = 48, seed = "gala-2015" } = {}): Result {
  const shape: Shape = {
    seconds,
    drainSeconds: 600,
    windows: seconds / 10,
    sets: Array.from({ length: setCount }, (_, i) => `set-${String(i + 1).padStart(2, "0")}`),
    clockText: (s) => `${20 + Math.floor(s / 3600)}:${String(Math.floor(s / 60) % 60).padStart(2, "0")}`,
  };
  const steps = perStep((step) => stepSeries(step, shape));
  const totals = perStep((step) => stepTotals(steps[step]));
  const shakes = totals.shake.offered;
  const peakSecondRps = Math.max(...steps.shake.offered);
  return resultSchema.parse({
    format: RESULT_FORMAT,
    version: RESULT_VERSION,
    engine: { name: "hongbao", version: "0.1.0" },
    kind: "architecture",
    scenario: {
      name: "Spring Festival Gala 2015",
      description: DESCRIPTION,
      sha256: "3b1f8a54c2d07e6699aa41c07be05c7f1e0a3bd2f64c0d7a9f1f0a7e5d3c2b1a",
      resolved: {
        regions: [
          { id: "sz", name: "Shenzhen" },
          { id: "sh", name: "Shanghai" },
        ],
        ladder: { rungs: [{ name: "avatars" }, { name: "detail pages" }, { name: "balance credit" }] },
      },
      assumptions,
    },
    seed,
    scale: { k: 106, notes: ["one whole access server stands for each city and carrier"] },
    command: `hongbao run FILE --seed=${seed} --scale 1/106`,
    clock: { start: "2015-02-18T20:00:00", fromMs: 0, toMs: (seconds - 600) * 1000, endedMs: seconds * 1000 },
    complete: true,
    incompleteBecause: [],
    events: 812_345_678,
    totals,
    simulated: perStep((step) => ({ ...totals[step], outcomes: {}, refused: {}, failed: {} })),
    ...fixtureLatency(seed),
    headline: {
      shakes,
      peakSecondRps,
      peakSecondAtMs: steps.shake.offered.indexOf(peakSecondRps) * 1000,
      bestMinute: 812_000_000,
      packetsWon: 120_400_000,
      packetsSent: 289_000_000,
      packetsReceived: 719_000_000,
      accessLoadRps: { mean: 21_900, min: 20_950, max: 22_780 },
    },
    series: {
      fromMs: 0,
      stepWindowMs: 1000,
      partWindowMs: 10_000,
      steps,
      latency: latencySeries(shape.windows, seed),
      parts: fixtureParts(shape),
    },
    timeline: timeline(shape),
    money,
    staleness: {
      reads: 41_000_000,
      staleReads: 92_000,
      ageMs: { count: 92_000, mean: 31, p50: 8, p90: 70, p99: 410, p999: 1300, max: 4100 },
      versionsBehind: { "1": 88_000, "2": 3900, "3": 100 },
    },
    incidents: fixtureIncidents,
    network: fixtureNetwork,
    topology: topology(shape),
  });
}
