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
  const json = parse(text);
  if (typeof json !== "object" || json === null || !("format" in json) || json.format !== RESULT_FORMAT)
    throw new ResultFormatError(`is no hongbao result: "format" should be "${RESULT_FORMAT}"`);
  const version = "version" in json ? json.version : undefined;
  if (version !== RESULT_VERSION)
    throw new ResultFormatError(
      `is a result of version ${JSON.stringify(version) ?? "unknown"}, but this hongbao reads version ${RESULT_VERSION}: read it with the hongbao that wrote it${writer(json)}`,
    );
  const checked = resultSchema.safeParse(json);
  if (checked.success) return checked.data;
  const { issues } = checked.error;
  const told = issues.slice(0, ISSUES_MAX).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  if (issues.length > ISSUES_MAX) told.push(`and ${issues.length - ISSUES_MAX} more`);
  throw new ResultFormatError(`breaks the contract of a result:\n  ${told.join("\n  ")}`);
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
