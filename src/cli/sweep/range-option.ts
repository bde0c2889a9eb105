import { type Axis, parseAxis } from "../../sweep/axis.ts";
import type { Range } from "../../sweep/range.ts";
import { InputError } from "../input-error.ts";

/** The one thing that a search varies. */
export interface Searched {
  path: string;
  range: Range;
  axis: Axis;
  /** As --set takes them. */
  ends: [string, string];
}

/** The range that --vary gives. @throws InputError where it is none, or more than one. */
export function searchedOption(text: string | undefined): Searched {
  if (text === undefined)
    throw new InputError("--vary: nothing is varied, expected --vary path=lowest..highest");
  try {
    const axis = parseAxis(text);
    const [range, ...more] = axis.items;
    if (range === undefined || typeof range === "string" || more.length > 0)
      throw new RangeError(`found "${text}", expected one range: path=lowest..highest`);
    return { path: axis.path, range, axis, ends: [range.text(range.low), range.text(range.high)] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`--vary: ${error.message}`);
  }
}
