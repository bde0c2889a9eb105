import type { Simulation } from "../../kernel/simulation.ts";

/** Tells, by events, when each of some spells of time begins and ends. */
export function inSpells<T extends { from: number; to: number }>(
  sim: Simulation,
  spells: readonly T[],
  name: string,
  tell: (spell: T, on: boolean) => void,
): void {
  const turn = (on: boolean) =>
    sim.register((i) => {
      const spell = spells[i];
      if (spell !== undefined) tell(spell, on);
    }, name);
  const [begin, end] = [turn(true), turn(false)];
  spells.forEach(({ from, to }, i) => {
    sim.at(from, begin, i);
    sim.at(to, end, i);
  });
}
