import { unitOfFigure } from "../lab-figures.ts";
import type { LabPart, LabResult } from "../lab-result.ts";
import type { Cell, Table } from "./table.ts";

/** What tables of a lab are called. */
export const LAB_TABLE_FILES = [
  "sources.csv",
  "stations.csv",
  "replica-groups.csv",
  "links.csv",
  "packets.csv",
  "series.csv",
  "exact.csv",
] as const;

/** The tables of a lab: sources, stations, and known values where the scenario has any. */
export function labTables(result: LabResult): Table[] {
  return [
    partsTable("sources.csv", "source", result.sources),
    partsTable("stations.csv", "station", result.stations),
    ...(result.replicaGroups.length > 0
      ? [partsTable("replica-groups.csv", "replica group", result.replicaGroups)]
      : []),
    ...(result.links.length > 0 ? [partsTable("links.csv", "link", result.links)] : []),
    ...(result.packets === undefined ? [] : [partsTable("packets.csv", "packets", result.packets)]),
    ...(result.series === null ? [] : [seriesTable(result.series)]),
    ...(result.exact.length > 0 ? [exactTable(result)] : []),
  ];
}

/** A row a figure: its estimate with its interval, or a count. */
function partsTable(file: (typeof LAB_TABLE_FILES)[number], what: string, parts: readonly LabPart[]): Table {
  return {
    file,
    columns: [what, "figure", "unit", "estimate", "standard error", "low", "high", "replications"],
    rows: parts.flatMap(({ id, counts, figures }): Cell[][] => [
      ...Object.entries(counts).map(([name, n]) => [id, name, "requests", n, null, null, null, null]),
      ...Object.entries(figures).map(([name, of]) => {
        const unit = unitOfFigure(name);
        if (of === null) return [id, name, unit, null, null, null, null, 0];
        return [id, name, unit, of.estimate, of.standardError, of.low, of.high, of.n];
      }),
    ]),
  };
}

/** A row a window and quantity. */
function seriesTable({ windowMs, parts }: NonNullable<LabResult["series"]>): Table {
  return {
    file: "series.csv",
    columns: ["from [s]", "of", "quantity", "unit", "mean"],
    rows: parts.flatMap(({ of, quantity, values }) =>
      values.map((mean, i): Cell[] => {
        const isLevel = quantity === "waiting" || quantity === "busy";
        return [(i * windowMs) / 1000, of, quantity, isLevel ? "customers" : "1/s", mean];
      }),
    ),
  };
}

function exactTable(result: LabResult): Table {
  return {
    file: "exact.csv",
    columns: ["of", "figure", "unit", "exact", "estimate", "standard error", "tolerance [share]", "verdict"],
    rows: result.exact.map(({ of, figure, exact, tolerance, estimate, verdict }) => [
      of,
      figure,
      unitOfFigure(figure),
      exact,
      estimate?.estimate ?? null,
      estimate?.standardError ?? null,
      tolerance,
      verdict,
    ]),
  };
}
