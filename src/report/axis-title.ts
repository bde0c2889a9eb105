import { escaped } from "../result/escaped.ts";
import type { AxisTitle, Spec } from "./chart.ts";
import type { Frame } from "./tokens.ts";

/** Of a letter of 11 px in the widest of the page's fonts, on average [px]. */
const LETTER_PX = 6.4;
const LINE_PX = 13;
/** From a value's label to the plot: a tick and the air before it. */
const LABEL_GAP_PX = 6;

/** A label so near to an end of the axis would be cut off by the page: it ends, or begins, at its tick. */
export const LABEL_FLUSH_PX = 8;

/** Words in as many lines as the whole width of a drawing needs. */
function lines(title: string, { left, width, right }: Frame): string[] {
  const most = Math.floor((left + width + right) / LETTER_PX);
  const broken: string[] = [];
  for (const word of title.split(" ")) {
    const line = broken.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= most)
      broken[broken.length - 1] = `${line} ${word}`;
    else broken.push(word);
  }
  return broken;
}

/** A frame with room above its plot for a title that takes more than a line. */
export function roomForTitle(title: string, frame: Frame): Frame {
  return { ...frame, top: frame.top + (lines(title, frame).length - 1) * LINE_PX };
}

/** A frame with room beside its plot for the widest label, the plot so much narrower. */
export function roomForLabels(labels: readonly string[], frame: Frame): Frame {
  const widest = Math.max(0, ...labels.map(({ length }) => length));
  const left = Math.max(frame.left, Math.ceil(widest * LETTER_PX) + LABEL_GAP_PX);
  return { ...frame, left, width: frame.width + frame.left - left };
}

/** The title of a value axis in plot coordinates: upright, from the drawing's left edge on, above the plot. */
export function titleSvg({ text, abovePx }: AxisTitle, frame: Frame): string {
  const broken = lines(text, frame);
  const y = -abovePx - 2 - (broken.length - 1) * LINE_PX;
  const spans = broken.map(
    (line, i) => `<tspan x="0"${i === 0 ? "" : ` dy="${LINE_PX}"`}>${escaped(line)}</tspan>`,
  );
  const inside = broken.length === 1 ? escaped(text) : spans.join("");
  return `<text class="role-axis-title" transform="translate(${2 - frame.left},${y})">${inside}</text>`;
}

/** The clock, or another quantity, under the plot. */
export function titleBelow(title: string): Spec {
  return { title, titleY: 31, titleBaseline: "bottom" };
}
