import type { CurveChart } from "./curve-chart.ts";
import type { HeatChart } from "./heat-chart.ts";
import type { Markup } from "./markup.ts";
import type { TimeChart } from "./time-chart.ts";
import type { Frame, Ink } from "./tokens.ts";
import type { Interval, View, Windowed } from "./view.ts";

/** A vega-lite specification as plain data. */
export type Spec = Readonly<Record<string, unknown>>;

/** An outline in plot coordinates [px], for what would be thousands of single marks. */
export interface Outline {
  readonly d: string;
  readonly fill: string;
  readonly opacity?: number;
  readonly stroke?: string;
  /** Of the stroke; default 0.75. In units of `transform`, where there is one. */
  readonly widthPx?: number;
  /** Where `d` counts in other units than pixels; it is written as it stands then. */
  readonly transform?: string;
  /** Unique in the drawing. */
  readonly name: string;
}

export type Unit = "count" | "rate" | "share" | "ms" | "yuan" | "rung";

/** One entry of a legend; the layers named by its place among them ("s0", "h0") belong to it. */
export interface Key {
  readonly name: string;
  readonly mark: "line" | "area" | "step" | "band";
  readonly ink: Ink;
}

/** A key with its values over time: also a line of the tooltip. */
export interface Series extends Key {
  readonly of: Windowed;
  /** Foot of a band, window by window as `of`. */
  readonly low?: Windowed;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | Markup)[])[];
  /** Cells are words, not figures: aligned to the left, and on a phone one under the other, each with its column's name. */
  readonly words?: boolean;
  /** A row reads as a line of its own: on a phone its cells follow each other without names. */
  readonly log?: boolean;
  /** Many short cells a row: columns may be as narrow as their words. */
  readonly narrow?: boolean;
}

/** What the live view needs to draw a chart over time again for a part of the evening. */
export interface TimeAxis {
  readonly kind: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly unit: Unit;
  readonly stacked: boolean;
  /** Windows drawn at most, each the highest of those it covers; null where all may be. */
  readonly highest: number | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly series: readonly Series[];
  /** Intervals that named layers of the drawing show: "faults", "bands", "rungs", "rounds", "roundTicks". */
  readonly marks: Readonly<Record<string, readonly Interval[]>>;
}

/** What the value axis counts, its foot so far above the plot. */
export interface AxisTitle {
  readonly text: string;
  readonly abovePx: number;
}

export interface Drawing {
  /** What there is to see, in a sentence made from the figures. */
  readonly lead: string;
  /**
   * The same for desk and phone: widths and ticks are signals. Layers "s0", "s1", ... are shown by a phone's drawing as
   * the desk's outlines, narrower.
   */
  readonly spec: (desk: Frame) => Spec;
  /** Ticks of the horizontal axis, `TICKS` in the spec. */
  readonly ticks: (frame: Frame) => readonly number[];
  readonly axisTitle?: AxisTitle;
  /** Another plot than the usual, where the number of rows decides the height. */
  readonly frame?: (frame: Frame) => Frame;
  /** Drawn for a desk, shown on a phone. */
  readonly outlines?: (frame: Frame) => readonly Outline[];
  /** Drawn for each, as their looks would not bear to be made narrower. */
  readonly hatches?: (frame: Frame) => readonly Outline[];
  readonly keys: readonly Key[];
  readonly table: Table;
  /** Key of a heat map, lightest first. */
  readonly shades?: readonly { readonly colour: string; readonly text: string }[];
  /** Present on charts over time. */
  readonly time?: TimeAxis;
  /** More to say under the chart: keys of bands and hatches. */
  readonly notes?: readonly string[];
  /** What it was drawn from, where another run can be drawn into it. */
  readonly from?: Source;
  /** The same chart with the run before the change in it, drawn from that run's own source. */
  readonly beside?: (before: Source) => Drawing;
}

/** The description of a drawing, by family. */
export type Source =
  | { readonly family: "time"; readonly chart: TimeChart }
  | { readonly family: "heat"; readonly chart: HeatChart }
  | { readonly family: "curve"; readonly chart: CurveChart };

export type SectionId =
  | "evening"
  | "latency"
  | "map"
  | "sets"
  | "lines"
  | "ladder"
  | "consistency"
  | "money"
  | "capacity";

/** A chart: one file in charts/, one line in charts/all.ts. */
export interface Chart {
  /** Unique in the page, [a-z0-9-]. */
  readonly id: string;
  readonly title: string;
  readonly section: SectionId;
  readonly size: "full" | "half";
  /** The drawing, or one sentence on why there is none; null where another chart shows it all. */
  readonly draw: (view: View) => Drawing | string | null;
}
