import { BASELINE_FORMAT, BASELINE_VERSION, type Baseline, baselineSchema } from "./baseline.ts";

/** So many broken places are named. */
const ISSUES_MAX = 5;

/** A text that is no baseline this version can read; the message continues "<file> ...". */
export class BaselineFormatError extends Error {
  override readonly name = "BaselineFormatError";
}

/** The text of a baseline: a line a figure, so that a change of one is a change of one line. Equal baselines, equal bytes. */
export function encodeBaseline({ figures, ...head }: Baseline): string {
  const members = Object.entries(head).map(
    ([name, value]) => ` ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
  );
  const lines = figures.map((figure) => `  ${JSON.stringify(figure)}`).join(",\n");
  return `{\n${members.join("\n")}\n "figures": [${lines === "" ? "" : `\n${lines}\n `}]\n}\n`;
}

/** @throws BaselineFormatError for what is no JSON, no baseline, of another version, or breaks the contract. */
export function decodeBaseline(text: string): Baseline {
  const json = parsed(text);
  if (typeof json !== "object" || json === null || !("format" in json) || json.format !== BASELINE_FORMAT)
    throw new BaselineFormatError(`is no baseline: "format" should be "${BASELINE_FORMAT}"`);
  const version = "version" in json ? json.version : undefined;
  if (version !== BASELINE_VERSION)
    throw new BaselineFormatError(
      `is a baseline of version ${JSON.stringify(version) ?? "unknown"}, expected ${BASELINE_VERSION}`,
    );
  const checked = baselineSchema.safeParse(json);
  if (!checked.success) {
    const told = checked.error.issues
      .slice(0, ISSUES_MAX)
      .map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new BaselineFormatError(`breaks the contract of a baseline:\n  ${told.join("\n  ")}`);
  }
  const { seeds, figures } = checked.data;
  const short = figures.find((figure) =>
    [figure.each, figure.without, figure.trials].some(({ length }) => length !== seeds.length),
  );
  if (short !== undefined)
    throw new BaselineFormatError(`has another number of values than seeds at ${short.id}`);
  return checked.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BaselineFormatError("is not JSON, expected a baseline");
  }
}
