import { contradiction, type Finding, type Path } from "../checks/finding.ts";
import { checkOverload } from "../checks/overload.ts";
import type { LabStation } from "./lab-scenario.ts";

/** What is wrong with one station of a lab: keys that could have no effect there, times that run backwards. */
export function checkStation(station: LabStation, at: Path): Finding[] {
  const { copies, choose, points, discipline, patience, overload, outages, speed, masked } = station;
  const lone = (key: string, expected: string, use: string): Finding =>
    contradiction([...at, key], expected, [[...at, use]]);
  const queues = overload !== undefined && BY_QUEUE.includes(overload.kind);
  return [
    ...(copies === 1 && choose !== "random"
      ? [lone("choose", "several copies to choose from", "copies")]
      : []),
    ...(points !== undefined && choose !== "ring"
      ? [lone("points", "no points without choose: ring", "choose")]
      : []),
    ...(discipline === "ps" && patience !== undefined
      ? [lone("patience", "no patience where nobody waits", "discipline")]
      : []),
    ...(discipline === "ps" && queues
      ? [
          contradiction([...at, "overload", "kind"], "no control by the queue where nobody waits", [
            [...at, "discipline"],
          ]),
        ]
      : []),
    ...(overload === undefined ? [] : checkOverload(overload, [...at, "overload"])),
    ...(overload?.kind === "boundedQueue" && overload.order !== undefined && discipline !== "fifo"
      ? [contradiction([...at, "overload", "order"], "what the discipline says", [[...at, "discipline"]])]
      : []),
    ...(discipline === "ps" && outages.length > 0
      ? [lone("outages", "no outages of servers that are shared; a speed of 0 stands still", "discipline")]
      : checkSpells(outages, [...at, "outages"])),
    ...checkSpells(masked, [...at, "masked"]),
    ...speed.flatMap(({ from, to }, i) => checkEnd(from, to, [...at, "speed", i])),
  ];
}

/** Controls that look at the queue. */
const BY_QUEUE: readonly string[] = ["queueWait", "dagor", "codel", "boundedQueue"];

/** Spells end after they begin, one after another. */
function checkSpells(spells: readonly { from: number; to: number }[], at: Path): Finding[] {
  return spells.flatMap(({ from, to }, i): Finding[] => {
    if (to <= from) return checkEnd(from, to, [...at, i]);
    const before = spells[i - 1];
    if (before === undefined || before.to <= from) return [];
    return [contradiction([...at, i, "from"], "a time after the one before", [[...at, i - 1, "to"]])];
  });
}

function checkEnd(from: number, to: number, at: Path): Finding[] {
  return to > from ? [] : [contradiction([...at, "to"], "an end after from", [[...at, "from"]])];
}
