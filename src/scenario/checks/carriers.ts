import type { Scenario } from "../scenario.ts";
import { contradiction, type Finding, type Path } from "./finding.ts";

/** Where every second lost packet is lost again and more, TCP's retransmissions are no model of what happens. */
const LOST_AGAIN_MAX = 0.5;

/** Evenings that run forward, and bursts of losses that end. */
export function checkCarriers({ carriers }: Scenario): Finding[] {
  const { access, entries } = carriers;
  return [
    ...entries.flatMap(({ evening }, i) => checkEvening(evening, ["carriers", "entries", i, "evening"])),
    ...Object.entries(access).flatMap(([type, of]) => checkBursts(of, ["carriers", "access", type])),
  ];
}

function checkEvening(evening: readonly { at: number }[], path: Path): Finding[] {
  return evening.flatMap(({ at }, i) => {
    const before = evening[i - 1];
    if (before === undefined || at > before.at) return [];
    return [contradiction([...path, i, "at"], "a time after the keyframe before", [[...path, i - 1, "at"]])];
  });
}

function checkBursts({ bursts, loss }: Scenario["carriers"]["access"]["wifi"], path: Path): Finding[] {
  if (bursts === undefined) return [];
  const { toGood, lossGood, lossBad } = bursts;
  const again = (1 - toGood) * lossBad + toGood * lossGood;
  if (1 - (1 - loss) * (1 - again) <= LOST_AGAIN_MAX) return [];
  const uses = ["toGood", "lossGood", "lossBad"].map((key) => [...path, "bursts", key]);
  const expected =
    "bursts in which at most half of the messages are lost again: a higher toGood or a lower lossBad";
  return [contradiction([...path, "bursts"], expected, [...uses, [...path, "loss"]])];
}
