import { clip } from "./clip.ts";
import { adviceLines } from "./lab-advice-lines.ts";
import { unitOfFigure } from "./lab-figures.ts";
import type { LabEstimate, LabPart, LabResult } from "./lab-result.ts";
import { countText, percentText } from "./number-text.ts";
import { textTable } from "./text-table.ts";

export interface LabSummaryOptions {
  /** The lines that end the summary: where files were written. */
  footer?: readonly string[];
}

const NAME_COLUMNS_MAX = 24;

/** A lab's result for a terminal: times and levels of every part, and how known values came out. */
export function labSummary(result: LabResult, { footer = [] }: LabSummaryOptions = {}): string {
  const lines = [
    clip(`${result.scenario.name}: ${runText(result)}`),
    ...result.incompleteBecause.slice(0, 3).map((why) => clip(`INCOMPLETE: ${why}`)),
    "",
    ...textTable([
      ["time", "mean", "95 % interval", "p50", "p95", "p99", "p99.9"],
      ...[...result.sources, ...result.stations, ...result.links].flatMap((part) =>
        timeRows(part, ["wait", "response"]),
      ),
      ...result.replicaGroups.flatMap((part) => timeRows(part, ["response", "read"])),
    ]),
    "",
    ...textTable([
      ["of the requests", "done", "waited", "refused", "shed", "lost", "gave up", "timed out", "done/s"],
      ...[...result.sources, ...result.stations, ...result.links].map(shareRow),
    ]),
    ...levelTable(result),
    ...packetTable(result),
    ...momentTable(result),
    "",
    ...adviceLines(result),
    ...(result.exact.length > 0 ? ["", ...textTable(exactRows(result))] : []),
  ];
  if (footer.length > 0) lines.push("", ...footer);
  return `${lines.join("\n")}\n`;
}

function levelTable({ stations, links }: LabResult): string[] {
  if (stations.length + links.length === 0) return [];
  return [
    "",
    ...textTable([
      ["mean number", "waiting", "in service", "here", "utilisation"],
      ...[...stations, ...links].map(levelRow),
    ]),
  ];
}

/** Packets of sets: answers and openings a second, what became of the others, and how long it took to know. */
function packetTable({ packets = [] }: LabResult): string[] {
  if (packets.length === 0) return [];
  return [
    "",
    ...textTable([
      ["packets", "answers/s", "opened/s", "refused", "empty", "let down", "p50", "p99"],
      ...packets.map(({ id, figures }) => {
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
      }),
    ]),
  ];
}

/** Figures at moments: answers and attempts of the second before, the number at a station, the share of reads that saw what was acknowledged so long before. */
function momentTable({ sources, stations, replicaGroups }: LabResult): string[] {
  const rows = [...sources, ...stations, ...replicaGroups].flatMap(({ id, figures }) =>
    Object.entries(figures).flatMap(([name, of]) =>
      name.includes("@")
        ? [[`${clip(id, NAME_COLUMNS_MAX)} ${name}`, ...(of ? estimateCells(of) : ["-", "-"])]]
        : [],
    ),
  );
  return rows.length === 0 ? [] : ["", ...textTable([["at a moment", "mean", "95 % interval"], ...rows])];
}

function estimateCells(of: LabEstimate): string[] {
  return [numberText(of.estimate, 6), intervalText(of, { of: 1, unit: "" }, 6)];
}

function runText({ replications, requests, warmup }: LabResult): string {
  const after = warmup > 0 ? ` after ${countText(warmup)}` : "";
  return `${replications} x ${countText(requests)} requests${after}`;
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

function exactRows(result: LabResult): string[][] {
  return [
    ["known", "exact", "estimate", "95 % interval", "verdict"],
    ...verdictRows(result).map(([, ...row]) => row),
  ];
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
