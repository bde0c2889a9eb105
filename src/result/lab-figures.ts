/** Figures of one kind of part in a lab, in the order in which they are shown. */
const TIMES = ["mean", "sd", "p50", "p90", "p95", "p99", "p999"] as const;

/** Of those requests that had to do with the part; times of the waits include those who gave up waiting. */
const SHARES = ["refused", "abandoned", "waited"] as const;

/** What a lab tells of each source: its requests from the first station of their path to the last. */
export const SOURCE_FIGURES = [
  "throughput",
  ...SHARES,
  "timedOut",
  "attempts",
  ...TIMES.map((time) => `wait.${time}` as const),
  ...TIMES.map((time) => `response.${time}` as const),
] as const;

/** What a lab tells of each station. */
export const STATION_FIGURES = [
  "throughput",
  "utilisation",
  "busy",
  "queue",
  "present",
  ...SHARES,
  ...TIMES.map((time) => `wait.${time}` as const),
  ...TIMES.map((time) => `response.${time}` as const),
] as const;

/** What a lab tells of each replica group: writes from sending to acknowledgement, reads, and what they found. */
export const GROUP_FIGURES = [
  "throughput",
  ...TIMES.map((time) => `response.${time}` as const),
  ...TIMES.map((time) => `read.${time}` as const),
  "fresh",
] as const;

/** What a lab tells of each link. */
export const LINK_FIGURES = [
  "throughput",
  "utilisation",
  "refused",
  "waited",
  ...TIMES.map((time) => `wait.${time}` as const),
  ...TIMES.map((time) => `response.${time}` as const),
] as const;

export type SourceFigure = (typeof SOURCE_FIGURES)[number];
export type StationFigure = (typeof STATION_FIGURES)[number];
export type GroupFigure = (typeof GROUP_FIGURES)[number];
export type LabFigure = SourceFigure | StationFigure | GroupFigure;

/**
 * Figures that may be asked for at a moment: answers and attempts of a source in the second before, the number at a
 * station, and what reads of a group find so long after.
 */
export const FIGURES_OVER_TIME: Readonly<
  Record<"source" | "station" | "group" | "link", readonly LabFigure[]>
> = {
  source: ["throughput", "attempts"],
  station: ["present"],
  group: ["fresh"],
  link: [],
};

/** The name of a figure at a moment: "fresh@5.5s". */
export function figureAt(figure: string, at: string): string {
  return `${figure}@${at}`;
}

/** What a figure, at a moment or not, is counted in. Attempts are those of one request, and at a moment those of a second. */
export function unitOfFigure(name: string): "ms" | "1/s" | "customers" | "attempts" | "share" {
  const [figure = "", moment] = name.split("@");
  if (/^(?:wait|response|read)\./.test(figure)) return "ms";
  if (figure === "throughput") return "1/s";
  if (figure === "attempts") return moment === undefined ? "attempts" : "1/s";
  return figure === "busy" || figure === "queue" || figure === "present" ? "customers" : "share";
}
