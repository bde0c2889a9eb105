import type { SweepFigure, SweepResult } from "../sweep/sweep-result.ts";
import type { Cell, Table } from "./table.ts";

/** The tables of a sweep: a row a point with each figure and its interval, and a row a run with its own figures. */
export function sweepTables({ plan, figures, points }: SweepResult): Table[] {
  return [
    {
      file: "points.csv",
      columns: [
        "point",
        ...plan.axes,
        "runs",
        "runs done",
        ...figures.flatMap((figure) => [header(figure), `${figure.id} low`, `${figure.id} high`]),
      ],
      rows: points.map(({ figures: of, runs }, i): Cell[] => [
        i + 1,
        ...(plan.points[i]?.values ?? []).map(cellOf),
        runs.length,
        runs.filter(({ status }) => status === "done").length,
        ...of.flatMap((figure): Cell[] =>
          figure === null ? [null, null, null] : [figure.estimate, figure.low, figure.high],
        ),
      ]),
    },
    {
      file: "runs.csv",
      columns: ["point", ...plan.axes, "seed", "status", "message", "events", "run", ...figures.map(header)],
      rows: points.flatMap(({ runs }, i) =>
        runs.map(({ seed, status, message, events, job, figures: of }): Cell[] => [
          i + 1,
          ...(plan.points[i]?.values ?? []).map(cellOf),
          seed,
          status,
          message,
          events,
          job,
          ...of,
        ]),
      ),
    },
  ];
}

function header({ id, unit }: SweepFigure): string {
  return `${id} [${unit}]`;
}

/** A bare number is a number to a spreadsheet as well. */
function cellOf(value: string): Cell {
  return /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}
