import { z } from "zod";
import { RESULT_VERSION, resultSchema } from "./result.ts";

/** The result's JSON Schema (draft 7), for readers in other languages. */
export function resultJsonSchema(): object {
  return {
    title: `hongbao result, version ${RESULT_VERSION}`,
    ...z.toJSONSchema(resultSchema, { target: "draft-7" }),
  };
}
