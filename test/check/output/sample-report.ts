import type { CheckedScenario, CheckReport, Judged } from "../../../src/check/check-report.ts";

/** A verdict that passes; a test changes what it asks about. */
export function sampleJudged(changes: Partial<Judged> = {}): Judged {
  return {
    id: "grab-fast",
    budget: 0,
    text: "p99 of the client latency of grab",
    unit: "ms",
    severity: "error",
    verdict: "pass",
    why: null,
    estimate: 2500,
    low: 2400,
    high: 2600,
    max: 3000,
    min: null,
    margin: 1 / 6,
    confidence: 0.99,
    samples: 12_345,
    samplesMin: 1000,
    replications: 5,
    slices: { judged: 1, all: 1, bad: 0, allowed: 0 },
    fromMs: 0,
    toMs: 60_000,
    worst: { seed: "gala/3", value: 2550, fromMs: 31_000, toMs: 32_000, part: "" },
    place: { file: "scenarios/night.yaml", line: 12, column: 5 },
    replay: "hongbao run scenarios/night.yaml --seed=gala/3",
    level: "none",
    ...changes,
  };
}

export const failing = (changes: Partial<Judged> = {}) =>
  sampleJudged({
    id: "core",
    verdict: "fail",
    level: "error",
    unit: "share",
    text: "core requests answered",
    estimate: 0.9895,
    low: 0.985,
    high: 0.99,
    max: null,
    min: 0.999,
    margin: -0.0095,
    worst: { seed: "gala/3", value: 0.985, fromMs: 31_000, toMs: 32_000, part: "" },
    ...changes,
  });

export const undecided = (changes: Partial<Judged> = {}) =>
  sampleJudged({
    id: "goodput",
    verdict: "undecided",
    level: "error",
    why: "the limit lies within the interval",
    ...changes,
  });

export const noData = (changes: Partial<Judged> = {}) =>
  sampleJudged({
    id: "p9999",
    verdict: "no data",
    level: "error",
    why: "fewer than 100000 samples",
    estimate: null,
    low: null,
    high: null,
    margin: null,
    worst: null,
    replay: null,
    ...changes,
  });

export function sampleScenario(changes: Partial<CheckedScenario> = {}): CheckedScenario {
  return {
    file: "scenarios/night.yaml",
    name: "A night",
    sha256: "0".repeat(64),
    start: "2015-02-18T20:00:00",
    k: 319,
    seeds: ["gala", "gala/2", "gala/3", "gala/4", "gala/5"],
    events: 1000,
    interrupted: false,
    error: null,
    verdicts: [sampleJudged(), failing(), undecided(), noData()],
    ...changes,
  };
}

export function sampleReport(scenarios: CheckedScenario[] = [sampleScenario()]): CheckReport {
  const verdicts = scenarios.flatMap((of) => of.verdicts);
  const count = (word: Judged["verdict"]) => verdicts.filter(({ verdict }) => verdict === word).length;
  return {
    format: "hongbao-check",
    version: 1,
    engine: { name: "hongbao", version: "0.1.0" },
    looks: [5, 10, 20],
    scenarios,
    leftOut: [],
    counts: {
      pass: count("pass"),
      fail: count("fail"),
      undecided: count("undecided"),
      "no data": count("no data"),
    },
  };
}

/** Names that somebody may well give a scenario, a budget or a file, to see what happens. */
export const HOSTILE = [
  "</script><img src=x onerror=alert(1)>",
  "]]><!-- %0A::error::gotcha",
  'a "quoted" & <b>bold</b> name, with: colons, commas and 100% signs',
  "two\nlines\r\nand a\ttab",
  '=HYPERLINK("http://x")',
  "一条线断了",
  "| a | table | `code` [link](http://x) @somebody",
  "\u001b[2Jescape \u0007bell \u202ereversed \ud800half",
] as const;
