import type { Scenario } from "../scenario.ts";
import { badReference, contradiction, type Finding, type Path } from "./finding.ts";

type Rungs = Scenario["ladder"]["rungs"] | Scenario["ladder"]["access"]["rungs"];

/** Rungs that can be climbed: levels that rise, given back below where they are taken, and names that there are. */
export function checkLadder({ ladder }: Scenario): Finding[] {
  const names = [...ladder.rungs, ...ladder.access.rungs].map(({ name }) => name);
  const hands = ladder.byHand.flatMap(({ rung }, i) =>
    names.includes(rung)
      ? []
      : [
          badReference(["ladder", "byHand", i, "rung"], rung, "name of a rung", names, [
            ["ladder", "rungs"],
            ["ladder", "access", "rungs"],
          ]),
        ],
  );
  return [
    ...checkRungs(ladder.rungs, ["ladder", "rungs"]),
    ...checkRungs(ladder.access.rungs, ["ladder", "access", "rungs"]),
    ...hands,
  ];
}

function checkRungs(rungs: Rungs, path: Path): Finding[] {
  const findings = rungs.flatMap((rung, i): Finding[] => {
    const at = [...path, i];
    const before = rungs[i - 1];
    const rising =
      before === undefined || before.on <= rung.on
        ? []
        : [contradiction([...at, "on"], "at least the level of the rung before", [[...path, i - 1, "on"]])];
    return [
      ...rising,
      ...hysteresis(rung, at),
      ...rung.also.flatMap((trigger, j) => hysteresis(trigger, [...at, "also", j])),
    ];
  });
  const saved = rungs.reduce((sum, { saves }) => sum + saves, 0);
  if (saved < 1) return findings;
  const uses = rungs.map((_, i) => [...path, i, "saves"]);
  return [...findings, contradiction(path, "rungs that save less than 100% together", uses)];
}

function hysteresis({ on, off }: { on: number; off: number }, at: Path): Finding[] {
  return off < on ? [] : [contradiction([...at, "off"], "a level below on", [[...at, "on"]])];
}
