import type { Scenario } from "../scenario.ts";
import { share } from "../units/share.ts";
import { contradiction, type Finding, type Path } from "./finding.ts";

/** Far above what adding a hundred decimal shares can round, far below what a user can mean. */
const TOLERANCE = 1e-9;

/** Shares of one whole add up to it. */
export function checkShares(scenario: Scenario): Finding[] {
  const { regions, carriers } = scenario;
  return [
    ...whole(
      ["regions"],
      "users",
      regions.map(({ users }, i) => [["regions", i, "users"], users]),
    ),
    ...whole(
      ["carriers", "mix"],
      "the mix",
      Object.entries(carriers.mix).map(([type, of]) => [["carriers", "mix", type], of]),
    ),
    ...(["wifi", "cellular"] as const).flatMap((type) =>
      whole(
        ["carriers", "entries"],
        type,
        carriers.entries.map((entry, i) => [["carriers", "entries", i, type], entry[type]]),
      ),
    ),
  ];
}

function whole(path: Path, what: string, parts: readonly (readonly [Path, number])[]): Finding[] {
  const sum = parts.reduce((total, [, part]) => total + part, 0);
  if (Math.abs(sum - 1) <= TOLERANCE) return [];
  const found = `${what}: ${share.print(Math.round(sum * 1e9) / 1e9) || `${Math.round(sum * 1e9) / 1e7}%`} in all`;
  return [
    contradiction(
      path,
      "shares that add up to 100%",
      parts.map(([at]) => at),
      found,
    ),
  ];
}
