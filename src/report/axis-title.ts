import type { Spec } from "./chart.ts";
import type { Frame } from "./tokens.ts";

/** Of a letter of 11 px in the widest of the page's fonts, on average [px]. */
const LETTER_PX = 6.4;
const LINE_PX = 13;

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

/** The title of a value axis: upright, from the drawing's left edge on, its foot `abovePx` over the plot. */
export function uprightTitle(title: string, frame: Frame, abovePx: number): Spec {
  const broken = lines(title, frame);
  return {
    title: broken,
    titleLineHeight: LINE_PX,
    titleAngle: 0,
    titleAlign: "left",
    titleBaseline: "bottom",
    titleX: -frame.left + 2,
    titleY: -abovePx - (broken.length - 1) * LINE_PX,
  };
}

/** The clock, or another quantity, under the plot. */
export function titleBelow(title: string): Spec {
  return { title, titleY: 31, titleBaseline: "bottom" };
}
