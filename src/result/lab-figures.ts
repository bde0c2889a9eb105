import type { Figure } from "./figures/figure.ts";

/** Figures of one kind of part in a lab, in the order in which they are shown. */
const TIMES = ["mean", "sd", "p50", "p90", "p95", "p99", "p999"] as const;

/** Of those requests that had to do with the part; times of the waits include those who gave up waiting. */
const SHARES = ["refused", "shed", "lost", "abandoned", "waited"] as const;

/** What a lab tells of each source: its requests from the first station of their path to the last. */
export const SOURCE_FIGURES = [
  "throughput",
  ...SHARES,
  "timedOut",
  "attempts",
  "slower",
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

/** Versions, the newest among them, of which reads return one. */
export const WITHIN_VERSIONS = [1, 2, 3, 5, 10] as const;

/** What a lab tells of each replica group: writes from sending to acknowledgement, reads, and what they found. */
export const GROUP_FIGURES = [
  "throughput",
  ...TIMES.map((time) => `response.${time}` as const),
  ...TIMES.map((time) => `read.${time}` as const),
  ...WITHIN_VERSIONS.map((k) => `within.${k}` as const),
  "ownMissed",
  "wentBack",
  "fresh",
] as const;

/** What a lab tells of each link. */
export const LINK_FIGURES = [
  "throughput",
  "utilisation",
  "refused",
  "lost",
  "burst",
  "lostAgain",
  "waited",
  ...TIMES.map((time) => `wait.${time}` as const),
  ...TIMES.map((time) => `response.${time}` as const),
] as const;

/**
 * What a lab tells of the packets of a set: all answers, openings, members who found a packet empty, and those who had been
 * told that they had a share and found it empty.
 */
export const PACKET_FIGURES = [
  "throughput",
  "opened",
  "refused",
  "empty",
  "letDown",
  ...TIMES.map((time) => `response.${time}` as const),
] as const;

export type SourceFigure = (typeof SOURCE_FIGURES)[number];
export type StationFigure = (typeof STATION_FIGURES)[number];
export type GroupFigure = (typeof GROUP_FIGURES)[number];
export type LinkFigure = (typeof LINK_FIGURES)[number];
export type PacketFigure = (typeof PACKET_FIGURES)[number];
export type LabFigure = SourceFigure | StationFigure | GroupFigure | LinkFigure | PacketFigure;

/**
 * Figures that may be asked for at a moment: answers and attempts of a source in the second before, and the share of
 * its answers that took at least so long; the number at a station; and what reads of a group find so long after.
 */
export const FIGURES_OVER_TIME: Readonly<
  Record<"source" | "station" | "group" | "link" | "packets", readonly LabFigure[]>
> = {
  source: ["throughput", "attempts", "slower"],
  station: ["present"],
  group: ["fresh"],
  link: [],
  packets: [],
};

/** The name of a figure at a moment: "fresh@5.5s". */
export function figureAt(figure: string, at: string): string {
  return `${figure}@${at}`;
}

/** Figures that there are only at a moment. */
export const ONLY_AT_MOMENTS: readonly LabFigure[] = ["fresh", "slower"];

/** What a figure, at a moment or not, is counted in. Attempts are those of one request, and at a moment those of a second. */
export function unitOfFigure(name: string): "ms" | "1/s" | "customers" | "attempts" | "messages" | "share" {
  const [figure = "", moment] = name.split("@");
  if (/^(?:wait|response|read)\./.test(figure)) return "ms";
  if (figure === "throughput" || figure === "opened") return "1/s";
  if (figure === "attempts") return moment === undefined ? "attempts" : "1/s";
  if (figure === "burst") return "messages";
  return figure === "busy" || figure === "queue" || figure === "present" ? "customers" : "share";
}

const BETTER_MORE = ["throughput", "fresh", "opened"];

/** Of a figure of a lab, how it is told and which way is good, as other figures are. */
export function kindOfFigure(name: string): Pick<Figure, "unit" | "better"> {
  const unit = unitOfFigure(name);
  return {
    unit: unit === "ms" || unit === "1/s" || unit === "share" ? unit : "factor",
    better: BETTER_MORE.some((start) => name.startsWith(start)) ? "more" : "less",
  };
}
