import { type Axis, parseAxis } from "../../sweep/axis.ts";
import { type Design, type PointValues, pointsOf } from "../../sweep/design.ts";
import { type Arguments, listOption, textOption } from "../command.ts";
import { InputError } from "../input-error.ts";
import { countOption } from "./count-option.ts";

/** The axes that --vary names. @throws InputError with all that is wrong with them. */
export function varyOptions(args: Arguments): Axis[] {
  const texts = listOption(args, "vary");
  if (texts.length === 0) throw new InputError("--vary: nothing is varied, expected --vary path=values");
  const axes: Axis[] = [];
  const problems: string[] = [];
  for (const text of texts) {
    try {
      const axis = parseAxis(text);
      if (axes.some(({ path }) => path === axis.path)) problems.push(`--vary: ${axis.path} is given twice`);
      axes.push(axis);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push(`--vary: ${error.message}`);
    }
  }
  if (problems.length > 0) throw new InputError(problems.join("\n"));
  return axes;
}

/** The points that the axes make by --list or --random, else each with each. */
export function designPoints(args: Arguments, axes: readonly Axis[], seed: string): PointValues[] {
  const random = textOption(args, "random");
  if (random !== undefined && args.list === true) throw new InputError("--list, --random: one of them");
  const design: Design =
    random !== undefined
      ? { kind: "random", points: countOption("random", random), seed }
      : { kind: args.list === true ? "list" : "grid" };
  try {
    return pointsOf(axes, design);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`--vary: ${error.message}`);
  }
}
