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
    ...regions.flatMap(({ mix }, region) =>
      mix === undefined
        ? []
        : whole(
            ["regions", region, "mix"],
            "the mix",
            Object.entries(mix).map(([type, of]) => [["regions", region, "mix", type], of]),
          ),
    ),
    ...entered(scenario),
    ...(["wifi", "cellular"] as const).flatMap((type) =>
      whole(
        ["carriers", "entries"],
        type,
        carriers.entries.map((entry, i) => [["carriers", "entries", i, type], entry[type]]),
      ),
    ),
  ];
}

/** Through each carrier somebody enters, in every region. */
function entered({ regions, carriers }: Scenario): Finding[] {
  const mixes: (readonly [Path, typeof carriers.mix])[] = regions.flatMap(({ mix }, i) =>
    mix === undefined ? [] : [[["regions", i, "mix"], mix]],
  );
  if (mixes.length < regions.length) mixes.unshift([["carriers", "mix"], carriers.mix]);
  return mixes.flatMap(([path, mix]) =>
    carriers.entries.flatMap(({ id, wifi, cellular }, i) => {
      if (wifi * mix.wifi + cellular * (mix["4g"] + mix["3g"] + mix["2g"]) > 0) return [];
      const uses = ["wifi", "cellular"].map((key) => ["carriers", "entries", i, key]);
      return [contradiction(path, `somebody who enters through ${id}`, uses)];
    }),
  );
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
