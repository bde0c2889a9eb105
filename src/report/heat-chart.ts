import type { Drawing, Outline, Spec, Table } from "./chart.ts";
import { coarse } from "./sampling.ts";
import { shortenMiddle } from "./tame.ts";
import { type Frame, LEVELS, level } from "./tokens.ts";
import { type Interval, peakOf, type View, type Windowed } from "./view.ts";
import { share } from "./words.ts";

export interface HeatRow {
  readonly name: string;
  readonly of: Windowed;
  /** Hatched over the row: when the part was masked. */
  readonly masks: readonly Interval[];
}

export interface HeatChart {
  readonly lead: string;
  /** What a row is and what its shade means, unit included: "set; shade: utilisation (%)". */
  readonly axis: string;
  readonly rows: readonly HeatRow[];
  readonly table: Table;
  /** Shade of full load stands for this value; shares that stay small would all look alike. */
  readonly full?: number;
  readonly notes?: readonly string[];
}

const COLUMNS_MAX = { wide: 300, phone: 130 } as const;

/** One path a shade: equal neighbours in a row become one rectangle. 48 sets stay below 200 kB so; as marks they took 2 MB. */
function cells(chart: HeatChart, view: View, frame: Frame): Outline[] {
  const paths: string[] = Array.from({ length: LEVELS }, () => "");
  const rowHeight = frame.height / chart.rows.length;
  const x = (ms: number): number =>
    Math.round(((ms - view.fromMs) / (view.toMs - view.fromMs)) * frame.width * 10) / 10;
  chart.rows.forEach((row, r) => {
    const { values, fromMs, windowMs } = coarse(row.of, COLUMNS_MAX[frame.name]);
    const shades = values.map((v) => (v === null ? -1 : level(v / (chart.full ?? 1))));
    const y = Math.round(r * rowHeight * 10) / 10;
    const height = Math.round((rowHeight - (rowHeight > 6 ? 1 : 0)) * 10) / 10;
    let start = 0;
    for (let w = 1; w <= shades.length; w++) {
      const shade = shades[start] ?? -1;
      if (w < shades.length && shades[w] === shade) continue;
      if (shade >= 0) {
        const left = x(fromMs + start * windowMs);
        const right = Math.min(frame.width, x(fromMs + w * windowMs));
        paths[shade] += `M${left},${y}H${right}v${height}H${left}Z`;
      }
      start = w;
    }
  });
  return paths.flatMap((d, shade) =>
    d === "" ? [] : [{ d, fill: `var(--l${shade})`, name: `shade${shade}` }],
  );
}

function frameOf(chart: HeatChart, frame: Frame): Frame {
  const rowHeight = chart.rows.length > 24 ? 9 : chart.rows.length > 10 ? 13 : 18;
  const left = frame.name === "wide" ? 92 : 84;
  return {
    ...frame,
    left,
    top: 20,
    width: frame.width + frame.left - left,
    height: Math.max(40, Math.min(chart.rows.length, 200) * rowHeight),
  };
}

function specOf(view: View, chart: HeatChart, frame: Frame): Spec {
  const ticks = view.clock.ticks(view.fromMs, view.toMs, frame.name === "wide" ? frame.width / 90 : 4);
  const each = Math.ceil((11 * chart.rows.length) / frame.height);
  const labelled = chart.rows.flatMap(({ name }, r) =>
    r % each === 0 ? [[r + 0.5, shortenMiddle(name, frame.name === "wide" ? 13 : 12)] as const] : [],
  );
  const x = { field: "atMs", type: "quantitative" };
  const scales = {
    x: {
      ...x,
      scale: { domain: [view.fromMs, view.toMs], nice: false, zero: false },
      axis: {
        values: ticks,
        labelExpr: `${JSON.stringify(Object.fromEntries(ticks.map((ms) => [ms, view.clock.time(ms)])))}[datum.value]`,
        title: "time of day (scenario clock)",
        titleY: 31,
        titleBaseline: "bottom",
        grid: false,
        labelOverlap: false,
        tickCount: ticks.length,
      },
    },
    y: {
      field: "row",
      type: "quantitative",
      scale: { domain: [0, chart.rows.length], nice: false, reverse: true },
      axis: {
        values: labelled.map(([row]) => row),
        labelExpr: `${JSON.stringify(Object.fromEntries(labelled))}[datum.value]`,
        title: chart.axis,
        titleAngle: 0,
        titleAlign: "left",
        titleBaseline: "bottom",
        titleX: -frame.left + 2,
        titleY: -6,
        grid: false,
        ticks: false,
        labelOverlap: false,
        tickCount: labelled.length,
      },
    },
  };
  const masks = chart.rows.flatMap((row, r) =>
    row.masks.map(({ fromMs, toMs }) => ({ atMs: fromMs, toMs, row: r, end: r + 1 })),
  );
  const mark = {
    type: "rect",
    clip: true,
    aria: false,
    stroke: "var(--ink)",
    strokeWidth: 0.75,
    fill: "url(#hatch-mask)",
  };
  return {
    layer: [
      { data: { values: [] }, mark: { type: "point", aria: false }, encoding: scales },
      ...(masks.length === 0
        ? []
        : [
            {
              name: "masks",
              data: { values: masks },
              mark,
              encoding: {
                x,
                x2: { field: "toMs" },
                y: { field: "row", type: "quantitative" },
                y2: { field: "end" },
              },
            },
          ]),
    ],
  };
}

/** Load of many parts over time: a row a part, a shade an eighth of full load, masks hatched. */
export function heatChart(view: View, chart: HeatChart): Drawing {
  return {
    lead: chart.lead,
    spec: (frame) => specOf(view, chart, frame),
    frame: (frame) => frameOf(chart, frame),
    outlines: (frame) => cells(chart, view, frame),
    series: [],
    shades: Array.from({ length: LEVELS }, (_, i) => ({
      colour: `var(--l${i})`,
      text: shadeText(i, chart.full ?? 1),
    })),
    table: chart.table,
    // Cells are not drawn again by the live view, but its cursor passes through them.
    time: {
      kind: "linear",
      domain: [0, 1],
      unit: "share",
      stacked: false,
      fromMs: view.fromMs,
      toMs: view.toMs,
      marks: {},
    },
    notes: chart.notes ?? [],
  };
}

function shadeText(index: number, full: number): string {
  const from = share((index / LEVELS) * full);
  return index === LEVELS - 1 ? `${from} and more` : `from ${from}`;
}

/** Rows of the table behind a heat map: each part's peak, when, and how long it was masked. */
export function peakRows(view: View, rows: readonly HeatRow[]): string[][] {
  return rows.map(({ name, of, masks }) => {
    const peak = peakOf(of);
    const masked = masks
      .map(({ fromMs, toMs }) => `${view.clock.second(fromMs)}–${view.clock.second(toMs)}`)
      .join(", ");
    return [
      name,
      share(peak?.value ?? null),
      peak === undefined ? "" : view.clock.second(peak.atMs),
      masked || "never",
    ];
  });
}
