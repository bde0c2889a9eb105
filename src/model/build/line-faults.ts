import type { Scenario } from "../../scenario/scenario.ts";
import type { Impairment } from "../network/impairments.ts";
import type { IncomingLine } from "../network/incoming-line.ts";
import type { Line } from "../network/line.ts";
import { idcsOfCopies } from "./copy-places.ts";
import type { Effect, FaultOf, FaultTargets } from "./fault-effects.ts";

/** Which ways a fault breaks, seen from the line's first region. */
type Direction = FaultOf<"cutLine">["direction"];

/** A line's two directions: each end cuts what it sends, and notes the cut of what it receives. */
export function cutLine(fault: { line: string; direction: Direction }, targets: FaultTargets): Effect[] {
  return onLineEnds(fault.line, fault.direction, targets, ({ out, back }) => ({
    apply: (nowMs) => {
      out?.cut(nowMs);
      back?.cuts.cut(nowMs);
    },
    revert: (nowMs) => {
      out?.mend(nowMs);
      back?.cuts.mend(nowMs);
    },
  }));
}

/**
 * Two regions that live and do not reach each other: every line between them is cut. A way through a third region
 * stays.
 */
export function partitionRegions(fault: FaultOf<"partitionRegions">, targets: FaultTargets): Effect[] {
  const [first] = fault.between;
  return [...cutLines(fault, first, targets), ...partCopies(fault, targets)];
}

function cutLines(fault: FaultOf<"partitionRegions">, first: string, targets: FaultTargets): Effect[] {
  return linesBetween(fault.between, targets.params.scenario).flatMap(({ id, between }) => {
    const { direction } = fault;
    const along = between[0] === first;
    const turned =
      direction === "both" || along ? direction : direction === "forward" ? "backward" : "forward";
    return cutLine({ line: id, direction: turned }, targets);
  });
}

/** Copies of sets of the one region that stand in the other are cut off, whichever way is; all that calls is here. */
function partCopies({ between }: FaultOf<"partitionRegions">, targets: FaultTargets): Effect[] {
  const { params, idcs } = targets;
  const ids = between.map((id) => params.scenario.regions.findIndex((region) => region.id === id));
  return idcs.flatMap(({ idc, cells }, i) => {
    const [here, there] = ids[0] === idc.region ? ids : [ids[1], ids[0]];
    if (here !== idc.region) return [];
    const away = idcsOfCopies(idc, params).flatMap((at, copy) =>
      params.plan.idcs[at]?.region === there ? [copy] : [],
    );
    if (away.length === 0) return [];
    return cells.map(({ parts: { replicas } }) => ({
      district: targets.edges.length + i,
      apply: (nowMs: number) => replicas.part(away, 0, nowMs),
      revert: (nowMs: number) => replicas.heal(nowMs),
    }));
  });
}

/** The lines that join two regions, whatever their order. */
export function linesBetween([a, b]: readonly [string, string], { lines }: Scenario): Scenario["lines"] {
  return lines.filter(({ between }) => between.includes(a) && between.includes(b));
}

export function degradeLine(fault: FaultOf<"degradeLine">, targets: FaultTargets): Effect[] {
  return onLineEnds(fault.line, fault.direction, targets, ({ out, back }) => {
    const impairment: Impairment = {
      capacityShare: fault.bandwidth ?? 1,
      extraRttMs: 2 * (fault.extraDelay ?? 0),
      extraLoss: fault.loss ?? 0,
    };
    return {
      apply: (nowMs) => {
        out?.impair(nowMs, impairment);
        back?.impair(impairment);
      },
      revert: (nowMs) => {
        out?.unimpair(nowMs, impairment);
        back?.unimpair(impairment);
      },
    };
  });
}

/** What a fault breaks of a line as one of its regions sees it. */
interface LineEnd {
  out: Line | undefined;
  back: IncomingLine | undefined;
}

/** An effect at both ends of a line, on the ways that are broken. */
function onLineEnds(
  line: string,
  direction: Direction,
  { edges, params }: FaultTargets,
  effect: (end: LineEnd) => Omit<Effect, "district">,
): Effect[] {
  const first = params.scenario.lines.find((one) => one.id === line)?.between[0];
  return edges.flatMap((edge, district) => {
    const outwards = edge.name === first ? "forward" : "backward";
    return edge.ways.flatMap((way) =>
      (way?.names ?? []).flatMap((name, i): Effect[] => {
        if (way === undefined || name !== line) return [];
        const out = direction === "both" || direction === outwards ? way.lines[i] : undefined;
        const back = direction === "both" || direction !== outwards ? way.back[i] : undefined;
        return [{ district, ...effect({ out, back }) }];
      }),
    );
  });
}
