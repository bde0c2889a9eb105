import { clip } from "./clip.ts";
import { unitOfFigure } from "./lab-figures.ts";
import type { LabEstimate, LabPart, LabResult } from "./lab-result.ts";
import { countText, percentText } from "./number-text.ts";

/** One table of a lab's figures, as text: on the screen and on the page. */
export interface LabTable {
  /** What it shows, in a sentence. */
  caption: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

const NAME_COLUMNS_MAX = 24;

/** Times, shares, levels and whatever else a lab has; tables without a row are left out. */
export function labTablesOfText(result: LabResult): LabTable[] {
  const served = [...result.sources, ...result.stations, ...result.links];
  return [
    {
      caption: "Times, each with the interval of its mean",
      head: ["time", "mean", "95 % interval", "p50", "p95", "p99", "p99.9"],
      rows: [
        ...served.flatMap((part) => timeRows(part, ["wait", "response"])),
        ...result.replicaGroups.flatMap((part) => timeRows(part, ["response", "read"])),
      ],
    },
    {
      caption: "What became of the requests that count",
      head: [
        "of the requests",
        "done",
        "waited",
        "refused",
        "shed",
        "lost",
        "gave up",
        "timed out",
        "done/s",
      ],
      rows: served.map(shareRow),
    },
    {
      caption: "How many were waiting and in service, on average over time",
      head: ["mean number", "waiting", "in service", "here", "utilisation"],
      rows: [...result.stations, ...result.links].map(levelRow),
    },
    {
      caption: "Packets of sets, and how long it took to know",
      head: ["packets", "answers/s", "opened/s", "refused", "empty", "let down", "p50", "p99"],
      rows: (result.packets ?? []).map(packetRow),
    },
    {
      caption: "Figures at moments",
      head: ["at a moment", "mean", "95 % interval"],
      rows: momentRows(result),
    },
  ].filter(({ rows }) => rows.length > 0);
}

/** Answers and openings a second, what became of the others, and how long it took to know. */
function packetRow({ id, figures }: LabPart): string[] {
  const cell = (name: string, text: (x: number) => string) =>
    figures[name] ? text(figures[name].estimate) : "-";
  const time = (x: number) => scaled(x, scaleOf("wait.p50", x), 3);
  return [
    clip(id, NAME_COLUMNS_MAX),
    cell("throughput", numberText),
    cell("opened", numberText),
    cell("refused", percentText),
    cell("empty", percentText),
    cell("letDown", percentText),
    cell("response.p50", time),
    cell("response.p99", time),
  ];
}

/** Answers and attempts of the second before, the number at a station, the share of reads that saw what was acknowledged so long before. */
function momentRows({ sources, stations, replicaGroups }: LabResult): string[][] {
  return [...sources, ...stations, ...replicaGroups].flatMap(({ id, figures }) =>
    Object.entries(figures).flatMap(([name, of]) =>
      name.includes("@")
        ? [[`${clip(id, NAME_COLUMNS_MAX)} ${name}`, ...(of ? estimateCells(of) : ["-", "-"])]]
        : [],
    ),
  );
}

function estimateCells(of: LabEstimate): string[] {
  return [numberText(of.estimate, 6), intervalText(of, { of: 1, unit: "" }, 6)];
}

function timeRows({ id, figures }: LabPart, kinds: readonly string[]): string[][] {
  return kinds.map((kind) => {
    const mean = figures[`${kind}.mean`] ?? null;
    const quantiles = ["p50", "p95", "p99", "p999"].map((p) => figures[`${kind}.${p}`] ?? null);
    const scale = scaleOf(`${kind}.mean`, mean?.estimate ?? 0);
    return [
      `${clip(id, NAME_COLUMNS_MAX)} ${kind}`,
      mean === null ? "-" : scaled(mean.estimate, scale),
      mean === null ? "-" : intervalText(mean, scale),
      ...quantiles.map((of) =>
        of === null ? "-" : scaled(of.estimate, scaleOf("wait.p50", of.estimate), 3),
      ),
    ];
  });
}

function intervalText({ low, high }: LabEstimate, scale: Scale, digits = 4): string {
  return low === null || high === null
    ? "-"
    : `${numberText(low / scale.of, digits)} .. ${scaled(high, scale, digits)}`;
}

function shareRow({ id, counts, figures }: LabPart): string[] {
  const share = (of: LabEstimate | null | undefined) => (of ? percentText(of.estimate) : "-");
  return [
    clip(id, NAME_COLUMNS_MAX),
    countText(counts.done),
    share(figures.waited),
    share(figures.refused),
    share(figures.shed),
    share(figures.lost),
    share(figures.abandoned),
    share(figures.timedOut),
    figures.throughput ? numberText(figures.throughput.estimate) : "-",
  ];
}

function levelRow({ id, figures }: LabPart): string[] {
  const level = (name: string) => {
    const figure = figures[name];
    return figure ? numberText(figure.estimate) : "-";
  };
  const { utilisation } = figures;
  const used = utilisation ? percentText(utilisation.estimate) : "-";
  return [clip(id, NAME_COLUMNS_MAX), level("queue"), level("busy"), level("present"), used];
}

/** How known values came out, a row each: name of the lab, figure, exact value, estimate, interval, verdict. */
export function verdictRows(result: LabResult): string[][] {
  return result.exact.map(({ of, figure, exact, estimate, verdict }) => {
    const scale = scaleOf(figure, exact);
    return [
      clip(result.scenario.name, NAME_COLUMNS_MAX),
      `${clip(of, NAME_COLUMNS_MAX)} ${figure}`,
      scaled(exact, scale),
      estimate === null ? "-" : scaled(estimate.estimate, scale),
      estimate === null ? "-" : intervalText(estimate, scale),
      verdict,
    ];
  });
}

/** What a number is divided by before it is shown, and what follows it. */
interface Scale {
  of: number;
  unit: string;
}

function scaleOf(figure: string, size: number): Scale {
  if (unitOfFigure(figure) !== "ms") return { of: 1, unit: "" };
  return size >= 1000 ? { of: 1000, unit: " s" } : { of: 1, unit: " ms" };
}

function scaled(x: number, { of, unit }: Scale, digits = 4): string {
  return numberText(x / of, digits) + unit;
}

/** So many significant digits, without an exponent above a millionth. */
function numberText(x: number, digits = 4): string {
  if (x === 0) return "0";
  return Math.abs(x) >= 10 ** digits ? String(Math.round(x)) : String(Number(x.toPrecision(digits)));
}
