import type { LabResult } from "./lab-result.ts";

/** The text of a lab's result.json. */
export function encodeLabResult(result: LabResult): string {
  return `${JSON.stringify(result, null, 1)}\n`;
}
