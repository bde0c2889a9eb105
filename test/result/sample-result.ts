import { type Result, STEPS, type Step } from "../../src/result/result.ts";

const NO_QUANTILES = { count: 0, mean: null, p50: null, p90: null, p99: null, p999: null, max: null };
const NO_HISTOGRAM = { count: 0, sumHigh: 0, sumLow: 0, below: 0, above: 0, bins: [] };

/** A small result that holds the contract: two step windows, one part window, shakes only; a test changes what it asks about. */
export function sampleResult(changes: Partial<Result> = {}): Result {
  const quantiles = { count: 50, mean: 61.25, p50: 45.123456789, p90: 90, p99: 2100, p999: 2200, max: 2300 };
  const shakes = {
    offered: 1000,
    attempts: 1010,
    answered: { full: 990, degraded: 8 },
    refused: { access: 1 },
    failed: { timeout: 1 },
    inFlight: 0,
    outcomes: { won: 10, noLuck: 988 },
  };
  const none = {
    offered: 0,
    attempts: 0,
    answered: { full: 0, degraded: 0 },
    refused: {},
    failed: {},
    inFlight: 0,
    outcomes: {},
  };
  return {
    format: "hongbao-result",
    version: 1,
    engine: { name: "hongbao", version: "0.1.0" },
    kind: "architecture",
    scenario: {
      name: "sample",
      description: "",
      sha256: "0".repeat(64),
      resolved: { version: 1, name: "sample", third: 1 / 3 },
      assumptions: [],
    },
    seed: "s",
    scale: { k: 10, notes: [] },
    command: "hongbao run FILE --seed s",
    clock: { start: "2015-02-18T20:00:00", fromMs: 0, toMs: 2000, endedMs: 2500.1234567 },
    complete: true,
    incompleteBecause: [],
    events: 1234,
    totals: steps((step) => (step === "shake" ? shakes : none)),
    simulated: steps((step) => (step === "shake" ? { ...none, offered: 100, attempts: 101 } : none)),
    latencyMs: steps((step) => {
      const of = step === "shake" ? quantiles : NO_QUANTILES;
      return { client: of, service: of };
    }),
    histograms: steps(() => ({
      client: {
        count: 2,
        sumHigh: 0,
        sumLow: 0.1 + 0.2,
        min: 0.1,
        max: 0.2,
        below: 0,
        above: 0,
        bins: [7, 1, 9, 1],
      },
      service: NO_HISTOGRAM,
    })),
    headline: {
      shakes: 1000,
      peakSecondRps: 600,
      peakSecondAtMs: 1000,
      bestMinute: 1000,
      packetsWon: 10,
      packetsSent: 10,
      packetsReceived: 60,
      accessLoadRps: { mean: 21_900.5, min: 21_500, max: 22_300 },
    },
    series: {
      fromMs: 0,
      stepWindowMs: 1000,
      partWindowMs: 10_000,
      steps: steps(() => ({
        offered: [400, 600],
        attempts: [404, 606],
        full: [398, 592],
        degraded: [0, 8],
        refused: [1, 0],
        failed: [0, 1],
        inFlight: [1, 0],
      })),
      latency: steps(() => ({ clientP99Ms: [2100.123456], serviceP99Ms: [null] })),
      parts: {
        sets: {
          "set-01": { utilisation: [0.123456789], offeredRps: [12] },
          "set-02": { utilisation: [0.5] },
        },
      },
    },
    timeline: [],
    money: {
      createdFen: 1000,
      openedFen: 900,
      refundedFen: 50,
      remainingFen: 50,
      creditedFen: 900,
      owedFen: 0,
      packets: 10,
      sharesOpened: 60,
      credits: 60,
      lateCredits: 0,
      missingCredits: 0,
      duplicateCreditsStopped: 0,
      lostMessages: 0,
      deadLetters: 0,
      repaired: 0,
      rightAgainAtMs: 0,
      allowedLagMs: 5000,
      violations: [],
    },
    books: {
      wallet: {
        owed: 100,
        written: 100,
        late: 0,
        missing: 0,
        byRetry: 1,
        byReconciliation: 0,
        duplicatesStopped: 0,
        published: 100,
        lost: 0,
        dead: 0,
        replayed: 0,
        republished: 0,
        redelivered: 0,
        spilled: 0,
        depthPeak: 20,
        drainMs: 40,
        lagMs: NO_QUANTILES,
        rightAgainAtMs: 0,
      },
    },
    grabs: {
      engine: "fifo",
      refusedAtCap: 10,
      emptyWhenOpened: 0,
      lostRaces: 0,
      letThrough: 0,
      lockWaits: 20,
      lockWaitMeanMs: 2.25,
      lockTimeouts: 0,
      connectionWaits: 0,
      luckiest: { packets: 10, ofFen: 900, fen: 300 },
    },
    ladder: [
      {
        where: "sets",
        rung: "avatars",
        gives: "avatars",
        parts: 1,
        taken: 1,
        heldMs: 20_000,
        savedMs: 1_000,
        requests: 500,
      },
    ],
    staleness: { reads: 0, staleReads: 0, ageMs: NO_QUANTILES, versionsBehind: {} },
    caches: {
      hits: 0,
      backupHits: 0,
      sharedReads: 0,
      databaseReads: 0,
      waitMeanMs: null,
      waitMaxMs: null,
    },
    failovers: [],
    incidents: [],
    later: {
      withPage: { cache: 0, backupCache: 0, replica: 0, primary: 0, shared: 0 },
      withoutPage: 0,
      byAccess: 0,
      readAgain: 0,
      cameBack: 0,
    },
    breakers: [],
    joins: [],
    network: { lines: [], routes: [] },
    topology: { nodes: [] },
    ...changes,
  };
}

function steps<T>(of: (step: Step) => T): Record<Step, T> {
  return Object.fromEntries(STEPS.map((step) => [step, of(step)])) as Record<Step, T>;
}
