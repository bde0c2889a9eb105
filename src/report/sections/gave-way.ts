import { shorten } from "../tame.ts";
import { familyMetric, type View } from "../view.ts";
import { share } from "../words.ts";
import { LOSSES } from "./capacity.ts";

/** Kinds of events that say something gave way, as a reader would say it. */
const GAVE_WAY: Readonly<Record<string, string>> = {
  mask: "masked",
  overload: "overload control set in",
  rung: "a rung taken",
  moneyWrong: "credits fell behind",
  cap: "a cap was hit",
  switch: "the route switched",
};

/** Less may be chance. */
const SHARE_MIN = 0.001;

export interface GaveWay {
  readonly part: string;
  readonly atMs: number;
  readonly what: string;
  /** " (0.2 % in ten seconds)" where there is more to say, or "". */
  readonly detail: string;
  /** The ladder was climbed: service is saved, nothing is broken. */
  readonly soft: boolean;
}

/** Parts that turned requests away write no event: the first window in which one did tells of it. */
function turnedAway(view: View): GaveWay[] {
  return Object.entries(LOSSES).flatMap(([family, metric]) =>
    familyMetric(view, family, metric).flatMap(({ part, of }): GaveWay[] => {
      const window = of.values.findIndex((value) => value !== null && value > SHARE_MIN);
      if (window < 0) return [];
      const what = family === "clusters" ? "its servers refused requests" : "its links dropped packets";
      const detail = ` (${share(of.values[window] ?? null)} in ten seconds)`;
      return [{ part, atMs: of.fromMs + window * of.windowMs, what, detail, soft: false }];
    }),
  );
}

/** The first part that gave way by itself, faults aside; undefined when none did. */
export function gaveWayFirst(view: View): GaveWay | undefined {
  const events = view.result.timeline.flatMap(({ kind, part, text, atMs }): GaveWay[] => {
    const what = GAVE_WAY[kind];
    if (what === undefined) return [];
    const soft = kind === "rung";
    return [{ part, atMs, what: soft ? shorten(text, 60) : what, detail: "", soft }];
  });
  const all = [...events, ...turnedAway(view)];
  return all.reduce<GaveWay | undefined>((a, b) => (a === undefined || b.atMs < a.atMs ? b : a), undefined);
}
