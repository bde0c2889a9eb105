import { z } from "zod";
import { LAB_RESULT_VERSION, labResultSchema } from "./lab-result.ts";

/** The JSON Schema (draft 7) of a lab's result, for readers in other languages. */
export function labResultJsonSchema(): object {
  return {
    title: `hongbao lab result, version ${LAB_RESULT_VERSION}`,
    ...z.toJSONSchema(labResultSchema, { target: "draft-7" }),
  };
}
