/** Figures of one kind of part in a lab, in the order in which they are shown. */
const TIMES = ["mean", "sd", "p50", "p90", "p95", "p99", "p999"] as const;

/** Of those requests that had to do with the part; times of the waits include those who gave up waiting. */
const SHARES = ["refused", "abandoned", "waited"] as const;

/** What a lab tells of each source: its requests from the first station of their path to the last. */
export const SOURCE_FIGURES = [
  "throughput",
  ...SHARES,
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

export type SourceFigure = (typeof SOURCE_FIGURES)[number];
export type StationFigure = (typeof STATION_FIGURES)[number];
export type LabFigure = SourceFigure | StationFigure;

/** What a figure is counted in: ms, a second, customers, or a share of 1. */
export function unitOfFigure(figure: LabFigure): "ms" | "1/s" | "customers" | "share" {
  if (figure.startsWith("wait.") || figure.startsWith("response.")) return "ms";
  if (figure === "throughput") return "1/s";
  return figure === "busy" || figure === "queue" || figure === "present" ? "customers" : "share";
}
