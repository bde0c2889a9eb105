import { scale } from "../scenario/units/scale.ts";
import { isQuantity } from "../scenario/units/unit.ts";
import { InputError } from "./input-error.ts";

/** The k of `--scale 1/k`, or of another option, written as in a scenario file. */
export function scaleOption(text: string, name = "scale"): number {
  const k = scale.parse(text.trim());
  if (!isQuantity(k))
    throw new InputError(`--${name}: found "${text}", expected ${scale.expected}: ${k.why}`);
  return k;
}
