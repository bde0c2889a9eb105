import { z } from "zod";
import { bookSchema } from "./book.ts";
import { breakerSchema } from "./breaker.ts";
import { grabsSchema } from "./grabs.ts";
import { incidentSchema } from "./incident.ts";
import { joinSchema } from "./join.ts";
import { laterSchema } from "./later.ts";
import { networkSchema } from "./network.ts";
import { cachesSchema, failoverSchema, sessionsSchema } from "./storage.ts";

/**
 * The Result: the one document a run produces. Text, CSV, HTML and JUnit are drawn from it and from nothing else.
 *
 * Times are milliseconds of simulated time since `clock.start` (clock time of the scenario, no time zone).
 * Counts under `totals` and `series` are real-world units: simulated counts multiplied by the scale k.
 * Where a figure can be missing (no sample in a window) it is `null`, never 0.
 */
export const RESULT_FORMAT = "hongbao-result";
export const RESULT_VERSION = 1;

export const STEPS = ["shake", "send", "grab", "open", "share"] as const;
export type Step = (typeof STEPS)[number];

/** Steps that the system exists for; the whole is all five. */
export const CORE_STEPS = ["shake", "open", "share"] as const satisfies readonly Step[];

const count = z.number().nonnegative();
const reasons = z.record(z.string(), count);
const figure = z.number().nullable();

const stepCounts = z.strictObject({
  /** First attempts leaving handsets. */
  offered: count,
  /** Those of them by users whose shake, or opening, before had brought nothing; absent without any. */
  again: count.optional(),
  /** Every try on the wire, retries included. */
  attempts: count,
  answered: z.strictObject({ full: count, degraded: count }),
  /** Busy pages, by who refused: "access", "set", "line", ... */
  refused: reasons,
  /** No reply in time, by why: "timeout", "uplink", "set", "line", ... */
  failed: reasons,
  /** Neither answered, refused nor failed when the run ended. */
  inFlight: count,
  /** What the answers said: shake {won, noLuck}, grab {granted, empty}, open {opened, ...}. */
  outcomes: z.record(z.string(), count),
});

const quantiles = z.strictObject({
  count,
  mean: figure,
  p50: figure,
  p90: figure,
  p99: figure,
  p999: figure,
  max: figure,
});

/** A histogram as stats/Histogram writes it; lets results of several seeds be merged without averaging quantiles. */
const histogram = z.strictObject({
  count,
  /** Sum of the values = sumHigh * 2^32 + sumLow. */
  sumHigh: z.number(),
  sumLow: z.number(),
  /** Absent when nothing was counted. */
  min: z.number().optional(),
  max: z.number().optional(),
  below: count,
  above: count,
  /** Bins that are not empty: index, count, index, count, ... */
  bins: z.array(z.number()),
});

const perStep = <T extends z.ZodType>(of: T) =>
  z.strictObject({ shake: of, send: of, grab: of, open: of, share: of });

/** metric -> one value a window; the metric's name ends in its unit (utilisation and shares are 0..1). */
const metricSeries = z.record(z.string(), z.array(figure));

const event = z.strictObject({
  atMs: z.number(),
  /** End of what lasts (a fault, a mask, a rung), null while open at the end. Absent for a moment. */
  untilMs: z.number().nullable().optional(),
  kind: z.enum([
    "phase",
    "fault",
    "mask",
    "unmask",
    "join",
    "probe",
    "detect",
    "clear",
    "switch",
    "switchBack",
    "failover",
    "rung",
    "moneyWrong",
    "moneyRight",
    "overload",
    "breaker",
    "cap",
  ]),
  /** The part it happened to: "set-03", "sz-sh", "wallet", "round 22:30". */
  part: z.string(),
  text: z.string(),
});

const money = z.strictObject({
  /** All in fen (1/100 yuan), simulated amounts multiplied by k. */
  createdFen: count,
  openedFen: count,
  refundedFen: count,
  /** Still inside packets when the run ended. */
  remainingFen: count,
  creditedFen: count,
  /** Opened but not yet in a wallet. */
  owedFen: count,
  packets: count,
  sharesOpened: count,
  credits: count,
  /** Credits that came later than the allowed lag, and those still missing. */
  lateCredits: count,
  missingCredits: count,
  duplicateCreditsStopped: count,
  lostMessages: count,
  deadLetters: count,
  repaired: count,
  /** First moment from which no credit older than the allowed lag is missing; null when that never came; 0 when it always held. */
  rightAgainAtMs: figure,
  allowedLagMs: z.number(),
  /** Broken invariants in words; empty when the books balance to the fen. */
  violations: z.array(z.string()),
});

const assumption = z.strictObject({
  path: z.string(),
  value: z.string(),
  mark: z.enum(["published", "derived", "weak", "assumed", "yours"]),
  source: z.string(),
  meaning: z.string(),
});

/** What one rung of a ladder did, all parts that have it together. Times are simulated, counts real-world units. */
const rung = z.strictObject({
  where: z.enum(["sets", "access"]),
  rung: z.string(),
  /** What it gives up: avatars, details, lists, credit, share, open, grab; pictures, shakes. */
  gives: z.string(),
  /** Parts (sets, regions) that took it, how often they did, and for how long in all. */
  parts: count,
  taken: count,
  heldMs: z.number(),
  /** Time of servers that it saved. */
  savedMs: z.number(),
  /** Requests that had to do without what it gives up: answered degraded, shown later, or refused. */
  requests: count,
});

export const resultSchema = z.strictObject({
  format: z.literal(RESULT_FORMAT),
  version: z.literal(RESULT_VERSION),
  engine: z.strictObject({ name: z.literal("hongbao"), version: z.string() }),
  kind: z.enum(["architecture", "lab"]),
  scenario: z.strictObject({
    name: z.string(),
    description: z.string(),
    /** SHA-256 of the canonical JSON of `resolved`. */
    sha256: z.string(),
    /** The scenario after extends, --set and defaults. */
    resolved: z.json(),
    assumptions: z.array(assumption),
  }),
  seed: z.string(),
  /** One simulated shake (or packet with its whole group) stands for k. */
  scale: z.strictObject({ k: z.number(), notes: z.array(z.string()) }),
  /** The command that repeats this run, paths left out. */
  command: z.string(),
  clock: z.strictObject({
    /** "2015-02-18T20:00:00", the scenario's own clock. */
    start: z.string(),
    fromMs: z.number(),
    toMs: z.number(),
    /** When the drained world was left. */
    endedMs: z.number(),
  }),
  complete: z.boolean(),
  /** Why the result is not whole (interrupted, a cap was hit); empty when complete. */
  incompleteBecause: z.array(z.string()),
  events: z.number(),
  totals: perStep(stepCounts),
  /** The same counts as simulated, before multiplying by k. */
  simulated: perStep(stepCounts),
  latencyMs: perStep(z.strictObject({ client: quantiles, service: quantiles })),
  histograms: perStep(z.strictObject({ client: histogram, service: histogram })),
  headline: z.strictObject({
    shakes: count,
    peakSecondRps: count,
    peakSecondAtMs: z.number(),
    /** Shakes offered in the best 60 consecutive seconds. */
    bestMinute: count,
    packetsWon: count,
    packetsSent: count,
    packetsReceived: count,
    /** Load of the access servers in the peak second: mean, least and most. */
    accessLoadRps: z.strictObject({ mean: figure, min: figure, max: figure }),
  }),
  series: z.strictObject({
    fromMs: z.number(),
    stepWindowMs: z.number(),
    partWindowMs: z.number(),
    /** One value a step window, counted in the window in which it happened. */
    steps: perStep(
      z.strictObject({
        offered: z.array(count),
        attempts: z.array(count),
        full: z.array(count),
        degraded: z.array(count),
        refused: z.array(count),
        failed: z.array(count),
        inFlight: z.array(count),
      }),
    ),
    /**
     * One value a part window, of the requests whose first attempt left the handset in it. Metrics: answered (how many of
     * them), clientP50Ms, clientP99Ms, clientP999Ms, serviceP50Ms, serviceP99Ms, ...
     */
    latency: perStep(metricSeries),
    /** family ("regions", "carriers", "clusters", "lines", "sets", "replicas", "queues", "money", "books") -> part -> metric -> values */
    parts: z.record(z.string(), z.record(z.string(), metricSeries)),
  }),
  timeline: z.array(event),
  money,
  /** By name: wallet, lists, orders. */
  books: z.record(z.string(), bookSchema(quantiles)).optional(),
  grabs: grabsSchema.optional(),
  /** The rungs of the ladders, in the scenario's order. */
  ladder: z.array(rung).optional(),
  staleness: z.strictObject({
    reads: count,
    staleReads: count,
    /** How old a stale read's version was: time since the newer one was acknowledged, and versions behind. */
    ageMs: quantiles,
    versionsBehind: z.record(z.string(), count),
    /** What users met who had opened a share and were then shown the packet: their sessions with it. */
    sessions: sessionsSchema.optional(),
    /** Writes that a primary acknowledged alone, after its timeout; absent where none was. */
    aloneWrites: count.optional(),
    /** Acknowledged writes that no copy has any more; absent where none was lost. */
    lostWrites: count.optional(),
    /** Where reads are hedged: those for which a second copy was asked, and of these those that it answered first. Each is two of `reads`. */
    hedgedReads: count.optional(),
    hedgesWon: count.optional(),
    /**
     * Reads by the time since the newest write of their key was acknowledged, in [fromMs, toMs), those that missed it
     * beside them. Reads of keys whose last write has long been on all replicas are not in it.
     */
    sinceWrite: z
      .array(z.strictObject({ fromMs: z.number(), toMs: figure, reads: count, staleReads: count }))
      .optional(),
  }),
  /** Reads of packets: what the caches answered, and what was left to the databases. */
  caches: cachesSchema.optional(),
  /** Changes of the leader of a set's replica group, in the order of time; absent where there was none. */
  failovers: z.array(failoverSchema).optional(),
  /** The faults, in the scenario's order. */
  incidents: z.array(incidentSchema).optional(),
  /** Those told to come back later; absent where nobody was. */
  later: laterSchema.optional(),
  /** Circuit breakers that have opened, by the region that called; absent where the scenario has none. */
  breakers: z.array(breakerSchema).optional(),
  /** Sets that joined, by region and in the order of time; absent where none did. */
  joins: z.array(joinSchema).optional(),
  /** Lines and routes over the whole run. */
  network: networkSchema(perStep).optional(),
  /** What was drawn: parts and how they hang together, for the topology map. */
  topology: z.strictObject({
    nodes: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(["carrier", "cluster", "line", "idc", "set", "replica", "queue"]),
        name: z.string(),
        /** Region, IDC or set it belongs to; "" at the top. */
        in: z.string(),
      }),
    ),
  }),
});

export type Result = z.infer<typeof resultSchema>;
export type StepCounts = z.infer<typeof stepCounts>;
export type Quantiles = z.infer<typeof quantiles>;
export type HistogramJson = z.infer<typeof histogram>;
export type TimelineEvent = z.infer<typeof event>;
export type Incident = z.infer<typeof incidentSchema>;
export type Assumption = z.infer<typeof assumption>;
