import type { Markup } from "./markup.ts";
import type { Frame, Ink } from "./tokens.ts";
import type { Interval, View, Windowed } from "./view.ts";

/** A vega-lite specification as plain data. */
export type Spec = Readonly<Record<string, unknown>>;

/** An outline in plot coordinates [px], for what would be thousands of single marks. */
export interface Outline {
  readonly d: string;
  readonly fill: string;
  /** Names what it stands for; the live view finds it by this. */
  readonly name: string;
}

export type Unit = "count" | "rate" | "share" | "ms" | "yuan" | "rung";

/** One entry of a legend, and, where it has data, one line of the tooltip. */
export interface Series {
  readonly name: string;
  readonly mark: "line" | "area" | "step";
  readonly ink: Ink;
  readonly of: Windowed;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | Markup)[])[];
  /** Cells are words, not figures: aligned to the left. */
  readonly words?: boolean;
}

/** What the live view needs to draw a chart over time again for a part of the evening. */
export interface TimeAxis {
  readonly kind: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly unit: Unit;
  readonly stacked: boolean;
  readonly fromMs: number;
  readonly toMs: number;
  /** Intervals that named layers of the drawing show: "faults", "bands", "rounds", "roundTicks". */
  readonly marks: Readonly<Record<string, readonly Interval[]>>;
}

export interface Drawing {
  /** What there is to see, in a sentence made from the figures. */
  readonly lead: string;
  readonly spec: (frame: Frame) => Spec;
  /** Another plot than the usual, where the number of rows decides the height. */
  readonly frame?: (frame: Frame) => Frame;
  readonly outlines?: (frame: Frame) => readonly Outline[];
  readonly series: readonly Series[];
  readonly table: Table;
  /** Key of a heat map, lightest first. */
  readonly shades?: readonly { readonly colour: string; readonly text: string }[];
  /** Present on charts over time. */
  readonly time?: TimeAxis;
  /** More to say under the chart: keys of bands and hatches. */
  readonly notes?: readonly string[];
}

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
  /** The drawing, or one sentence on why there is none. */
  readonly draw: (view: View) => Drawing | string;
}
