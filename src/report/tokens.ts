/** Design tokens: the only place that names a colour's role, a dash, a hatch or a size. The colours' values stand in report.css. */

/** How a series is drawn. Colour is never the only sign: lines differ in dash, areas in hatch. */
export interface Ink {
  /** A CSS custom property of report.css. */
  readonly colour: string;
  readonly dash?: readonly number[];
  /** Id of a pattern in the page's definitions. */
  readonly hatch?: string;
  readonly width?: number;
}

export const INK = {
  offered: { colour: "var(--ink)", width: 1 },
  attempts: { colour: "var(--ink)", dash: [3, 3], width: 1 },
  full: { colour: "var(--full)" },
  degraded: { colour: "var(--degraded)", hatch: "hatch-degraded" },
  refused: { colour: "var(--refused)", hatch: "hatch-refused" },
  failed: { colour: "var(--failed)", hatch: "hatch-failed" },
  limit: { colour: "var(--failed)", dash: [2, 3], width: 1.5 },
} as const satisfies Record<string, Ink>;

/** For series of equal standing, told apart by dash as well as by colour. */
export const SERIES: readonly Ink[] = [
  { colour: "var(--s1)" },
  { colour: "var(--s2)", dash: [7, 3] },
  { colour: "var(--s3)", dash: [2, 2] },
  { colour: "var(--s4)", dash: [9, 3, 2, 3] },
  { colour: "var(--s5)", dash: [4, 4] },
  { colour: "var(--s6)", dash: [1, 3] },
];

export function seriesInk(index: number): Ink {
  return SERIES[index % SERIES.length] ?? { colour: "var(--s1)" };
}

/** Shades of load on heat maps and the topology map, lightest first: var(--l0) to var(--l7). */
export const LEVELS = 8;

/** Which shade a utilisation gets: eighths of full load, everything above 1 in the last. */
export function level(utilisation: number): number {
  return Math.max(0, Math.min(LEVELS - 1, Math.floor(utilisation * LEVELS)));
}

/** The plot of a chart at desktop and at phone width [px]. The same chart is drawn for both: text never shrinks. */
export interface Frame {
  readonly name: "wide" | "phone";
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const FULL: Frame = {
  name: "wide",
  width: 988,
  height: 220,
  left: 60,
  right: 12,
  top: 40,
  bottom: 34,
};
export const HALF: Frame = {
  name: "wide",
  width: 434,
  height: 170,
  left: 60,
  right: 12,
  top: 40,
  bottom: 34,
};
export const PHONE: Frame = {
  name: "phone",
  width: 270,
  height: 170,
  left: 52,
  right: 8,
  top: 40,
  bottom: 34,
};

/** Points of a line at most: enough for its pixels, in small plots fewer. */
export const pointsMax = ({ width }: Frame): number => (width > 600 ? 480 : 320);
