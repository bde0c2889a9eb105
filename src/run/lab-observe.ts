import type { Figure } from "../result/figures/figure.ts";
import { samplesForQuantile } from "../result/figures/samples-for-quantile.ts";
import { kindOfFigure } from "../result/lab-figures.ts";
import type { LabScenario } from "../scenario/lab/lab-scenario.ts";
import { type LabTally, momentOf } from "./lab-tally.ts";

/** What a lab that has been run says about its budgets, but for those that are off. */
export function labBudgets({ budgets }: LabScenario, tallies: ReadonlyMap<string, LabTally>): Figure[] {
  return budgets.flatMap(({ id, of, figure, at, severity }) => {
    if (severity === "off") return [];
    const tally = tallies.get(of);
    if (tally === undefined) throw new Error(`budget ${id}: there is no ${of}`);
    return [figureOf(id, tally, at === undefined ? figure : momentOf(figure, at))];
  });
}

export interface LabTallies {
  sources: readonly LabTally[];
  stations: readonly LabTally[];
  groups: readonly LabTally[];
  links: readonly LabTally[];
  packets: readonly LabTally[];
}

const OF_SOURCES = [
  "throughput",
  "refused",
  "shed",
  "lost",
  "abandoned",
  "timedOut",
  "attempts",
  "response.mean",
  "response.p50",
  "response.p99",
];
const OF_STATIONS = ["utilisation", "queue", "wait.mean", "wait.p99"];
const OF_GROUPS = ["response.p50", "response.p99", "read.p99"];
const OF_PACKETS = ["opened", "refused", "letDown", "response.p50", "response.p99"];
const OF_LINKS = ["utilisation", "lost", "response.p99"];

/** The figures by which any two runs of a lab can be compared, budgets or not. */
export function labStandardFigures({ sources, stations, groups, links, packets }: LabTallies): Figure[] {
  const all = [
    [sources, OF_SOURCES],
    [stations, OF_STATIONS],
    [groups, OF_GROUPS],
    [links, OF_LINKS],
    [packets, OF_PACKETS],
  ] as const;
  return all.flatMap(([tallies, names]) =>
    tallies.flatMap((tally) => names.map((name) => figureOf(`${tally.id}.${name}`, tally, name))),
  );
}

function figureOf(id: string, tally: LabTally, name: string): Figure {
  const { of, take } = tally.observation(name);
  return {
    id,
    text: `${name} of ${tally.id}`,
    ...kindOfFigure(name),
    take,
    samplesMin: take === "mean" ? 1 : samplesForQuantile(take),
    badSlices: 0,
    // A lab has no clock: a figure is of all that counts.
    fromMs: 0,
    toMs: 0,
    sliceMs: 0,
    parts: [{ part: "", slices: [of] }],
  };
}
