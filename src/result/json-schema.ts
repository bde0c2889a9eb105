import { z } from "zod";
import { RESULT_VERSION, resultSchema } from "./result.ts";

/** The JSON Schema (draft 7) of a document that hongbao writes, for readers in other languages. */
export function jsonSchemaOf(name: string, version: number, schema: z.ZodType): object {
  return { title: `hongbao ${name}, version ${version}`, ...z.toJSONSchema(schema, { target: "draft-7" }) };
}

/** That of result.json. */
export function resultJsonSchema(): object {
  return jsonSchemaOf("result", RESULT_VERSION, resultSchema);
}
