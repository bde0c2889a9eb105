import type { Result } from "../result/result.ts";
import type { MeasuredScale } from "../result/scale/measured-scale.ts";
import { InputError } from "./input-error.ts";
import { readJson } from "./read-json.ts";

/**
 * What `hongbao run --measure-scale --json` printed of the scenario of this result, at its scale.
 *
 * @throws InputError naming the file and what is wrong with it
 */
export async function readScaleError(
  source: string,
  { scenario, scale }: Pick<Result, "scenario" | "scale">,
): Promise<MeasuredScale> {
  const { measuredScaleSchema } = await import("../result/scale/measured-scale.ts");
  const parsed = measuredScaleSchema.safeParse(await readJson(source));
  if (!parsed.success)
    throw new InputError(
      `${source} is not what hongbao run --measure-scale --json prints: ${parsed.error.issues[0]?.message}`,
    );
  const { name, k } = parsed.data;
  if (name !== scenario.name || k !== scale.k)
    throw new InputError(
      `${source} is of "${name}" at 1/${k}, expected the scenario and the scale of the result, "${scenario.name}" at 1/${scale.k}`,
    );
  return parsed.data;
}
