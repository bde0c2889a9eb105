import { clip } from "./clip.ts";
import type { LabAdvice, LabResult } from "./lab-result.ts";
import { countText, percentText } from "./number-text.ts";
import { textTable } from "./text-table.ts";

const NAME_COLUMNS_MAX = 24;

/** How long a lab's run is for what it tells, on a screen. */
export function adviceLines(result: LabResult): string[] {
  const { head, rows, told } = adviceTable(result);
  return [...textTable([head, ...rows]), ...told];
}

/** The same as a table, and a sentence for each source that needs more. */
export function adviceTable({ advice, warmup }: LabResult): {
  head: string[];
  rows: string[][];
  told: string[];
} {
  const rows = advice.map((of) => [
    clip(of.source, NAME_COLUMNS_MAX),
    of.warmup === null ? "too short to tell" : `${countText(of.warmup)} requests`,
    countText(warmup),
    of.precision === null ? "-" : percentText(of.precision),
    lengthText(of),
  ]);
  const told = advice.flatMap((of) => sentences(of, warmup));
  const head = ["run length", "warm-up over after", "left out", "mean within", "for 1 %"];
  return { head, rows, told };
}

function lengthText({ longer }: LabAdvice): string {
  if (longer === null) return "too short to tell";
  return longer <= 1 ? "long enough" : `${timesText(longer)} as many requests`;
}

function timesText(times: number): string {
  return times < 10 ? `${times.toFixed(1)} x` : `${countText(Math.round(times))} x`;
}

function sentences(
  { source, warmup, change, precision, longer, tooShort }: LabAdvice,
  leftOut: number,
): string[] {
  const name = clip(source, NAME_COLUMNS_MAX);
  if (tooShort !== null) return [`${name}: no advice on the warm-up of a run so short: ${tooShort}`];
  if (longer === null)
    return [`${name}: no advice on the length of a run so short: fewer than 5 replications`];
  const matters = warmup !== null && warmup > leftOut && Math.abs(change ?? 0) > (precision ?? 0);
  if (!matters) return [];
  const by = percentText(Math.abs(change ?? 0));
  const [over, now] = [countText(warmup), countText(leftOut)];
  return [`${name}: leave out ${over} requests (run.warmup), not ${now}: the mean changes by ${by}`];
}
