/** What can happen to a part; the words are those of the Result's timeline. */
export type TimelineKind =
  | "phase"
  | "fault"
  | "mask"
  | "unmask"
  | "join"
  | "detect"
  | "clear"
  | "probe"
  | "switch"
  | "switchBack"
  | "rung"
  | "overload"
  | "breaker";

/** Receives what happened to a part, in the order of time. `untilMs` is given for what lasts a known time. */
export type TimelineSink = (entry: TimelineEntry) => void;

export interface TimelineEntry {
  atMs: number;
  untilMs?: number;
  kind: TimelineKind;
  /** The part it happened to: "set-03", "sz-sh". */
  part: string;
  text: string;
}
