import { Decision } from "../../src/check/decide.ts";
import { LOOKS } from "../../src/check/looks.ts";
import { openStream, type RandomStream } from "../../src/kernel/random.ts";
import type { Figure, Observation, Replication } from "../../src/result/figures/figure.ts";
import { histogramTimes } from "../../src/result/figures/histogram-times.ts";
import { seedsOf } from "../../src/result/seeds-of.ts";
import type { Budget } from "../../src/scenario/scenario.ts";
import { Histogram } from "../../src/stats/histogram.ts";

/** A figure whose truth is known: one replication of it after another, each with as much noise as a run has. */
export interface KnownFigure {
  name: string;
  truth: number;
  take?: number;
  unit: Figure["unit"];
  /** What one replication says, slice by slice. */
  replicate(stream: RandomStream): Observation[];
}

/**
 * Response times of M/M/1, service mean 10 ms, in equilibrium from the first customer on. Customers of one run are
 * correlated, the more the fuller the station is. The response is exponential with mean 10 / (1 - load) ms.
 */
export function responses(load: number, customers: number, p: number): KnownFigure {
  const meanMs = 10 / (1 - load);
  return {
    name: `p${100 * p} of M/M/1 at load ${load}, ${customers} customers a run`,
    truth: -Math.log(1 - p) * meanMs,
    take: p,
    unit: "ms",
    replicate: (stream) => {
      const histogram = new Histogram();
      let waitMs = stream.chance(load) ? stream.exponential(meanMs) : 0;
      for (let i = 0; i < customers; i++) {
        const responseMs = waitMs + stream.exponential(10);
        histogram.add(responseMs);
        waitMs = Math.max(0, responseMs - stream.exponential(10 / load));
      }
      return [histogramTimes(histogram.toJSON())];
    },
  };
}

/** A share of failures that come in clusters: each run has a rate of its own, gamma with this coefficient of variation. */
export function failures(share: number, requests: number, cv: number): KnownFigure {
  return {
    name: `${100 * share} % fail of ${requests} requests a run, the runs' rates differing by ${100 * cv} %`,
    truth: share,
    unit: "share",
    replicate: (stream) => {
      const rate = share * stream.gamma(1 / (cv * cv), cv * cv);
      const part = stream.binomial(requests, Math.min(1, rate));
      return [{ kind: "ratio", part, whole: requests, samples: requests }];
    },
  };
}

/**
 * Failures that are rare and come together: so many spells a run on an average, each of so many requests (geometric). Most
 * runs see none.
 */
export function spells(aRun: number, size: number, requests: number): KnownFigure {
  return {
    name: `${plural(aRun, "spell")} a run in which ${plural(size, "request")} of ${requests} fail`,
    truth: (aRun * size) / requests,
    unit: "share",
    replicate: (stream) => {
      let part = 0;
      for (let left = stream.poisson(aRun); left > 0; left--)
        part += size > 1 ? Math.ceil(stream.exponential(1) / -Math.log(1 - 1 / size)) : 1;
      return [{ kind: "ratio", part, whole: requests, samples: requests }];
    },
  };
}

/** Runs that see nothing but for one in so many, in which so many requests fail. */
export function badRuns(oneIn: number, failed: number, requests: number): KnownFigure {
  return {
    name: `one run in ${oneIn} in which ${failed} of ${requests} requests fail`,
    truth: failed / oneIn / requests,
    unit: "share",
    replicate: (stream) => {
      const part = stream.chance(1 / oneIn) ? stream.poisson(failed) : 0;
      return [{ kind: "ratio", part, whole: requests, samples: requests }];
    },
  };
}

function plural(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? "" : "s"}`;
}

/** A level that is lognormal over runs, mean 100 ms. */
export function levels(sigma: number): KnownFigure {
  return {
    name: `mean of a level, lognormal over runs with sigma ${sigma}`,
    truth: 100,
    unit: "ms",
    replicate: (stream) => [
      { kind: "level", value: 100 * Math.exp(sigma * stream.normal() - (sigma * sigma) / 2), samples: 1 },
    ],
  };
}

/** The worst of many slices that are all alike: the one that looks worst does so by chance. */
export function slicesOf(one: KnownFigure, slices: number): KnownFigure {
  const replicate = (stream: RandomStream) =>
    Array.from({ length: slices }, () => one.replicate(stream)).flat();
  return { ...one, name: `worst of ${slices} slices: ${one.name}`, replicate };
}

export interface Tally {
  pass: number;
  fail: number;
  undecided: number;
  /** Mean number of replications that a check took. */
  replications: number;
}

/**
 * Checks the figure against a limit that it is `beyond` (0.03: the truth is 3 % above), each with seeds of its own.
 *
 * @param budgets how many are judged together, each being as sure as all together have to be.
 */
export function tallyOf(known: KnownFigure, beyond: number, checks: number, budgets = 1): Tally {
  const budget: Budget = {
    id: "known",
    figure: "meanLatency",
    step: "shake",
    clock: "client",
    judge: "together",
    severity: "error",
    confidence: 1 - 0.01 / budgets,
    max: known.truth / (1 + beyond),
  };
  const tally = { pass: 0, fail: 0, undecided: 0, replications: 0 };
  for (let check = 0; check < checks; check++) {
    const decision = new Decision([budget], LOOKS);
    const replications: Replication[] = [];
    for (let wanted = decision.wanted; wanted !== undefined; wanted = decision.wanted) {
      for (const seed of seedsOf(`check ${check}`, wanted).slice(replications.length))
        replications.push(replicationOf(known, seed));
      decision.see(replications);
    }
    const [verdict] = decision.all;
    if (verdict === undefined || verdict.verdict === "no data") throw new Error("a check without a verdict");
    tally[verdict.verdict]++;
    tally.replications += replications.length / checks;
  }
  return tally;
}

export function replicationOf(known: KnownFigure, seed: string): Replication {
  const slices = known.replicate(openStream(seed, known.name));
  const figure: Figure = {
    id: "known",
    text: known.name,
    unit: known.unit,
    better: "less",
    take: known.take ?? "mean",
    samplesMin: 1,
    badSlices: 0,
    fromMs: 0,
    toMs: 1000 * slices.length,
    sliceMs: 1000,
    parts: [{ part: "", slices }],
  };
  return { seed, events: 0, complete: true, incompleteBecause: [], budgets: [figure], figures: [] };
}
