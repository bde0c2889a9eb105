/** East Asian wide characters take two columns of a terminal; names in scenario files may well be Chinese. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns that a line takes on a terminal. */
export function columnsOf(line: string): number {
  let columns = 0;
  for (const character of line) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}

/**
 * A text from a scenario file as part of one terminal line: control and formatting characters (which could rewrite
 * the screen) become spaces, and what does not fit is cut with an ellipsis.
 */
export function clip(text: string, columnsMax = 80): string {
  const line = text.replace(/[\p{Cc}\p{Cf}]+/gu, " ");
  if (columnsOf(line) <= columnsMax) return line;
  let kept = "";
  let columns = 1;
  for (const character of line) {
    columns += columnsOf(character);
    if (columns > columnsMax) break;
    kept += character;
  }
  return `${kept}…`;
}
