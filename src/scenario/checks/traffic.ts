import type { Scenario, TrafficCurve } from "../scenario.ts";
import { count } from "../units/count.ts";
import { contradiction, type Finding, type Path } from "./finding.ts";

/** Curves whose times run forward, and that the population can give. */
export function checkTraffic(scenario: Scenario): Finding[] {
  const { shake, send } = scenario.traffic;
  return [
    ...checkCurve(shake, ["traffic", "shake"]),
    ...checkCurve(send, ["traffic", "send"]),
    ...checkShakers(scenario),
  ];
}

function checkCurve({ background, rounds }: TrafficCurve, path: Path): Finding[] {
  const backwards = background.flatMap(({ from, to }, i) => {
    const at = [...path, "background", i];
    return to > from ? [] : [contradiction([...at, "to"], "a time after from", [[...at, "from"]])];
  });
  return [...backwards, ...rounds.flatMap((_, i) => checkRound(rounds, i, [...path, "rounds", i]))];
}

function checkRound(rounds: TrafficCurve["rounds"], index: number, path: Path): Finding[] {
  const frames = rounds[index]?.frames ?? [];
  return frames.flatMap((frame, i): Finding[] => {
    const at = [...path, "frames", i];
    const before = frames[i - 1];
    const findings: Finding[] = [];
    if (before !== undefined && frame.after <= before.after)
      findings.push(
        contradiction([...at, "after"], "a time after the keyframe before", [
          [...path, "frames", i - 1, "after"],
        ]),
      );
    if (frame.approach === "exponential" && !(frame.rate > 0 && (before?.rate ?? 0) > 0))
      findings.push(
        contradiction([...at, "approach"], "linear: an exponential way starts and ends above 0/s", [
          [...at, "rate"],
          [...path, "frames", i - 1, "rate"],
        ]),
      );
    return findings;
  });
}

/** Rate x gap people shake at once: more than there are could only shake before their gap is over. */
function checkShakers({ traffic, population }: Scenario): Finding[] {
  const shakers = Math.ceil((traffic.load ?? 1) * peakRps(traffic.shake) * (population.shakeGap / 1000));
  if (shakers <= population.users) return [];
  const expected = `at least ${count.print(shakers)}: the peak of traffic.shake times population.shakeGap`;
  return [contradiction(["population", "users"], expected, [["traffic"], ["population", "shakeGap"]])];
}

/** Highest rate at any corner of the curve; between corners it is never higher. */
export function peakRps(curve: TrafficCurve): number {
  const { background, rounds } = curve;
  const corners = [
    ...background.map(({ from }) => from),
    ...rounds.flatMap(({ at, frames }) => frames.map(({ after }) => at + after)),
  ];
  return corners.reduce((peak, atMs) => Math.max(peak, rateAt(curve, atMs)), 0);
}

function rateAt({ background, rounds }: TrafficCurve, atMs: number): number {
  const steady = background.reduce(
    (sum, { from, to, rate }) => sum + (atMs >= from && atMs < to ? rate : 0),
    0,
  );
  return rounds.reduce((sum, { at, frames }) => sum + roundRateAt(frames, atMs - at), steady);
}

function roundRateAt(frames: TrafficCurve["rounds"][number]["frames"], afterMs: number): number {
  const next = frames.findIndex(({ after }) => after >= afterMs);
  const to = frames[next];
  if (to === undefined) return 0;
  if (to.after === afterMs) return to.rate;
  const from = frames[next - 1];
  if (from === undefined) return 0;
  const way = (afterMs - from.after) / (to.after - from.after);
  return to.approach === "exponential"
    ? from.rate * (to.rate / from.rate) ** way
    : from.rate + (to.rate - from.rate) * way;
}
