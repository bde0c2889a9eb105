import { z } from "zod";
import { COMPARISON_VERSION, comparisonSchema } from "./comparison.ts";

/** The JSON Schema (draft 7) of what `hongbao compare --json` prints. */
export function comparisonJsonSchema(): object {
  return {
    title: `hongbao comparison, version ${COMPARISON_VERSION}`,
    ...z.toJSONSchema(comparisonSchema, { target: "draft-7" }),
  };
}
