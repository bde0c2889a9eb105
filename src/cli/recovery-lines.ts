import { timeOfDay } from "../result/clock-text.ts";
import { countText, durationText } from "../result/number-text.ts";
import type { RecoveryProbe } from "../result/recovery/recovery-probe.ts";
import { textTable } from "../result/text-table.ts";

/** A probe of the recovery in words: one line a load, and where the outcome changes. */
export function recoveryLines(probe: RecoveryProbe, start: string): string[] {
  const { trigger, untilMs, tries, holds, fails } = probe;
  const load = (factor: number) => loadText(probe, factor);
  const rows = tries.map(({ factor, afterMs }) => [
    `  ${load(factor)}`,
    afterMs === null
      ? `not back by ${timeOfDay(start, untilMs)}`
      : afterMs === 0
        ? "back at once"
        : `back after ${durationText(afterMs)}`,
  ]);
  const edge =
    fails === null
      ? "It came back by itself from every load that was tried."
      : holds === null
        ? "It did not come back by itself from any load that was tried."
        : `It comes back by itself up to ${load(holds)}, and from ${load(fails)} on it does not.`;
  return [
    `Recovery from "${trigger.name}", over at ${timeOfDay(start, trigger.overMs)} (99 % of shakes, openings and shares answered):`,
    ...textTable(rows),
    edge,
  ];
}

function loadText({ trigger, steadyRps }: RecoveryProbe, factor: number): string {
  const times = `${Number(factor.toPrecision(3))} x`;
  return trigger.varied === "traffic"
    ? `${times} all traffic`
    : `${times} the background (${countText(steadyRps * factor)}/s)`;
}
