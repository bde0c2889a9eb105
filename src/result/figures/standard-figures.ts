import { sum } from "d3-array";
import { type Result, STEPS, type Step } from "../result.ts";
import { GROUPS, type Group, together } from "../together.ts";
import type { Figure, Observation } from "./figure.ts";
import { histogramTimes } from "./histogram-times.ts";
import { hurtShare } from "./hurt-share.ts";
import { lateCredits } from "./late-credits.ts";
import { ledgerErrorFen } from "./ledger-error.ts";
import {
  highestLevel,
  type LevelOf,
  LOADED,
  type LoadedFamily,
  loadOf,
  queueAgeOf,
  REPLICA_LAG,
} from "./part-levels.ts";
import { samplesForQuantile } from "./samples-for-quantile.ts";

type Kind = Pick<Figure, "unit" | "better" | "text">;

/** The figures by which any two runs can be compared, budgets or not: each of the whole run, from its result alone. */
export function standardFigures(result: Result): Figure[] {
  return [
    ...STEPS.filter((step) => result.simulated[step].offered > 0).flatMap((step) =>
      stepFigures(result, step),
    ),
    ...groupFigures(result),
    ...consistencyFigures(result),
    ...LOADED.map((family) => loadFigure(result, family)),
    levelFigure(result, "queues.age", queueAgeOf("wallet"), "age of the oldest wallet message", "ms"),
    levelFigure(result, "replicas.lag", REPLICA_LAG, "lag of a copy", "ms"),
    figure(
      result,
      "sets.hurt",
      { unit: "share", better: "less", text: "share of the sets hurt at once" },
      hurtShare(result, "sets", 0.01, wholeRun(result)),
    ),
  ];
}

/** Of what the system exists for, and of all that it does. */
function groupFigures(result: Result): Figure[] {
  return (Object.keys(GROUPS) as Group[]).flatMap((group) => {
    const of = together(result.simulated, group);
    if (of.decided === 0) return [];
    return [
      figure(
        result,
        `${group}.answered`,
        { unit: "share", better: "more", text: `requests of the ${group} answered` },
        { kind: "ratio", part: of.answered, whole: of.decided, samples: of.decided },
      ),
      figure(
        result,
        `${group}.attempts`,
        { unit: "factor", better: "less", text: `attempts a request of the ${group}` },
        { kind: "ratio", part: of.attempts, whole: of.offered, samples: of.offered },
      ),
    ];
  });
}

function stepFigures(result: Result, step: Step): Figure[] {
  const of = result.simulated[step];
  const { full, degraded } = of.answered;
  const ended = of.offered - of.inFlight;
  const shares: readonly (readonly [string, Figure["better"], number, string])[] = [
    ["answered", "more", full + degraded, `${step}s answered`],
    ["full", "more", full, `${step}s answered in full`],
    ["refused", "less", sum(Object.values(of.refused)), `${step}s refused`],
    ["failed", "less", sum(Object.values(of.failed)), `${step}s failed`],
  ];
  const { fromMs, toMs } = result.clock;
  const answered = result.totals[step].answered;
  return [
    ...shares.map(([name, better, part, text]) =>
      figure(
        result,
        `${step}.${name}`,
        { unit: "share", better, text },
        { kind: "ratio", part, whole: ended, samples: ended },
      ),
    ),
    figure(
      result,
      `${step}.goodput`,
      { unit: "1/s", better: "more", text: `${step}s answered a second` },
      {
        kind: "ratio",
        part: answered.full + answered.degraded,
        whole: (toMs - fromMs) / 1000,
        samples: full + degraded,
      },
    ),
    figure(
      result,
      `${step}.attempts`,
      { unit: "factor", better: "less", text: `attempts a ${step}` },
      { kind: "ratio", part: of.attempts, whole: of.offered, samples: of.offered },
    ),
    ...(["client", "service"] as const).flatMap((clock) => latencyFigures(result, step, clock)),
    ...chainFigures(result, step),
  ];
}

/** What a request of a step costs behind the access servers; nothing of results that do not say. */
function chainFigures(result: Result, step: Step): Figure[] {
  const chain = result.network?.chain?.[step];
  if (chain === undefined || chain.requests === 0) return [];
  const a = step === "open" ? "an" : "a";
  const each: readonly (readonly [string, Figure["unit"], number, string])[] = [
    ["trips", "factor", chain.roundTrips, `round trips behind the access layer ${a} ${step}`],
    ["hops", "factor", chain.hops, `hops behind the access layer ${a} ${step}`],
    ["bytes", "B", chain.lineBytes, `bytes over lines ${a} ${step}`],
  ];
  const { k } = result.scale;
  const requests = chain.requests / k;
  return each.map(([name, unit, total, text]) =>
    figure(
      result,
      `${step}.${name}`,
      { unit, better: "less", text },
      { kind: "ratio", part: total / k, whole: requests, samples: requests },
    ),
  );
}

function latencyFigures(result: Result, step: Step, clock: "client" | "service"): Figure[] {
  const times = histogramTimes(result.histograms[step][clock]);
  return [0.5, 0.99].map((take) => ({
    ...figure(
      result,
      `${step}.${clock}.p${take * 100}`,
      {
        unit: "ms",
        better: "less",
        text: `p${take * 100} of the ${clock} latency of ${step === "open" ? "an" : "a"} ${step}`,
      },
      times,
    ),
    take,
    samplesMin: samplesForQuantile(take),
  }));
}

function consistencyFigures(result: Result): Figure[] {
  const { staleness, money, clock, scale } = result;
  const reads = staleness.reads / scale.k;
  const { rightAgainAtMs } = money;
  const rightAgain = (rightAgainAtMs ?? clock.endedMs) - clock.fromMs;
  return [
    figure(
      result,
      "reads.stale",
      { unit: "share", better: "less", text: "stale reads" },
      { kind: "ratio", part: staleness.staleReads / scale.k, whole: reads, samples: reads },
    ),
    figure(
      result,
      "credits.late",
      { unit: "share", better: "less", text: "credits later than allowed, or missing" },
      lateCredits(result),
    ),
    figure(
      result,
      "money.right",
      { unit: "ms", better: "less", text: "time until the money was right for good" },
      { kind: "level", value: Math.max(0, rightAgain), samples: 1 },
    ),
    figure(
      result,
      "ledger.error",
      { unit: "fen", better: "less", text: "what the books are off by" },
      { kind: "level", value: ledgerErrorFen(result), samples: 1 },
    ),
  ];
}

function loadFigure(result: Result, family: LoadedFamily): Figure {
  return levelFigure(result, `${family}.load`, loadOf(family), `highest load of the ${family}`, "share");
}

function levelFigure(result: Result, id: string, of: LevelOf, text: string, unit: Figure["unit"]): Figure {
  const level = highestLevel(result, of, undefined, wholeRun(result));
  return figure(result, id, { unit, better: "less", text }, level);
}

function figure(result: Result, id: string, kind: Kind, observation: Observation): Figure {
  const { fromMs, toMs } = wholeRun(result);
  return {
    id,
    ...kind,
    take: "mean",
    samplesMin: 1,
    badSlices: 0,
    fromMs,
    toMs,
    sliceMs: toMs - fromMs,
    parts: [{ part: "", slices: [observation] }],
  };
}

/** From the first moment that counts to when the drained world was left. */
function wholeRun({ clock }: Result): { fromMs: number; toMs: number } {
  return { fromMs: clock.fromMs, toMs: clock.endedMs };
}
