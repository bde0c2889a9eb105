import { z } from "zod";
import { CHECK_VERSION, checkReportSchema } from "./check-report.ts";

/** The JSON Schema (draft 7) of what `hongbao check --json` prints. */
export function checkJsonSchema(): object {
  return {
    title: `hongbao check, version ${CHECK_VERSION}`,
    ...z.toJSONSchema(checkReportSchema, { target: "draft-7" }),
  };
}
