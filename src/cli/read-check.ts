import type { CheckedScenario } from "../check/check-report.ts";
import { InputError } from "./input-error.ts";
import { readJson } from "./read-json.ts";

/**
 * What `hongbao check --json` printed of the scenario with this hash.
 *
 * @throws InputError naming the file and what is wrong with it
 */
export async function readChecked(
  source: string,
  { name, sha256 }: { readonly name: string; readonly sha256: string },
): Promise<CheckedScenario> {
  const { checkReportSchema } = await import("../check/check-report.ts");
  const parsed = checkReportSchema.safeParse(await readJson(source));
  if (!parsed.success)
    throw new InputError(
      `${source} is not what hongbao check --json prints: ${parsed.error.issues[0]?.message}`,
    );
  const found = parsed.data.scenarios.find((scenario) => scenario.sha256 === sha256);
  if (found !== undefined) return found;
  const judged = parsed.data.scenarios.map((scenario) => `"${scenario.name}"`).join(", ");
  throw new InputError(
    `${source} judges ${judged || "nothing"}, expected the scenario of the result, "${name}", with the same values`,
  );
}
