import type { z } from "zod";
import { LAB_RESULT_FORMAT, LAB_RESULT_VERSION, type LabResult, labResultSchema } from "./lab-result.ts";
import { RESULT_FORMAT, RESULT_VERSION, type Result, resultSchema } from "./result.ts";

/** A text that is no result this version can read; the message continues "<file> ...". */
export class ResultFormatError extends Error {
  override readonly name = "ResultFormatError";
}

/** How many broken places are named before the rest is counted. */
const ISSUES_MAX = 5;

/**
 * Reads and checks the text of a `result.json`.
 *
 * @throws ResultFormatError for what is not JSON, not a result, of another version, or breaks the contract.
 */
export function decodeResult(text: string): Result {
  return checked(parse(text), { format: RESULT_FORMAT, version: RESULT_VERSION, schema: resultSchema });
}

/** The same for a result of either kind, told apart by its format. */
export function decodeAnyResult(text: string): Result | LabResult {
  const json = parse(text);
  if (formatOf(json) !== LAB_RESULT_FORMAT)
    return checked(json, { format: RESULT_FORMAT, version: RESULT_VERSION, schema: resultSchema });
  return checked(json, { format: LAB_RESULT_FORMAT, version: LAB_RESULT_VERSION, schema: labResultSchema });
}

interface Contract<T> {
  format: string;
  version: number;
  schema: z.ZodType<T>;
}

function checked<T>(json: unknown, { format, version: expected, schema }: Contract<T>): T {
  if (typeof json !== "object" || json === null || formatOf(json) !== format)
    throw new ResultFormatError(`is no hongbao result: "format" should be "${format}"`);
  const version = "version" in json ? json.version : undefined;
  if (version !== expected)
    throw new ResultFormatError(
      `is a result of version ${JSON.stringify(version) ?? "unknown"}, but this hongbao reads version ${expected}: read it with the hongbao that wrote it${writer(json)}`,
    );
  const found = schema.safeParse(json);
  if (found.success) return found.data;
  const { issues } = found.error;
  const told = issues.slice(0, ISSUES_MAX).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  if (issues.length > ISSUES_MAX) told.push(`and ${issues.length - ISSUES_MAX} more`);
  throw new ResultFormatError(`breaks the contract of a result:\n  ${told.join("\n  ")}`);
}

function formatOf(json: unknown): unknown {
  return typeof json === "object" && json !== null && "format" in json ? json.format : undefined;
}

function parse(text: string): unknown {
  if (text.trim() === "") throw new ResultFormatError("is empty, expected the JSON of a result");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ResultFormatError(`is not JSON${position(text, error)}`);
  }
}

/** Line and column of a syntax error, where the engine tells its position. */
function position(text: string, error: unknown): string {
  const at = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  if (at === undefined) return "";
  const before = text.slice(0, Number(at)).split("\n");
  return ` at ${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

function writer(json: object): string {
  const engine = "engine" in json ? json.engine : undefined;
  const version =
    typeof engine === "object" && engine !== null && "version" in engine ? engine.version : undefined;
  return typeof version === "string" ? ` (${version})` : "";
}
