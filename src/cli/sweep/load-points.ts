import type { AnyScenario } from "../../scenario/scenario.ts";
import type { Axis } from "../../sweep/axis.ts";
import type { PointValues } from "../../sweep/design.ts";
import { InputError } from "../input-error.ts";

/** So many broken points are told; the rest is likely the same. */
const TOLD_MAX = 20;

/**
 * The scenario of each point, all of them read and checked before anything runs.
 *
 * @throws InputError with the problems of all points.
 */
export async function loadPoints(
  file: string,
  sets: readonly string[],
  axes: readonly Axis[],
  points: readonly PointValues[],
): Promise<{ values: PointValues; scenario: AnyScenario }[]> {
  const { loadAny } = await import("../../scenario/load.ts");
  const { formatProblem } = await import("../../scenario/problem.ts");
  const problems = new Set<string>();
  const loaded = points.flatMap((values) => {
    const own = values.map((value, i) => `${axes[i]?.path}=${value}`);
    const read = loadAny({ file }, { set: [...sets, ...own] });
    if (read.ok) return [{ values, scenario: read.scenario }];
    for (const problem of read.problems) problems.add(formatProblem(problem));
    return [];
  });
  if (problems.size === 0) return loaded;
  const told = [...problems].slice(0, TOLD_MAX);
  const more = problems.size > told.length ? [`and ${problems.size - told.length} more`] : [];
  throw new InputError([...told, ...more].join("\n"));
}
