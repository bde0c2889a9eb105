import { LOOKS, REPLICATIONS_MIN } from "../check/looks.ts";
import { REPLICATIONS_MAX } from "../scenario/budgets/replications-max.ts";
import { InputError } from "./input-error.ts";

/** `--seeds 5,10,20`: after how many replications budgets are looked at. */
export function looksOption(text: string | undefined): readonly number[] {
  if (text === undefined) return LOOKS;
  const looks = text.split(",").map((word) => (/^\d+$/.test(word.trim()) ? Number(word) : Number.NaN));
  const ascends = looks.every((look, i) => i === 0 || look > (looks[i - 1] as number));
  if (ascends && looks.every((look) => look >= REPLICATIONS_MIN && look <= REPLICATIONS_MAX)) return looks;
  throw new InputError(
    `--seeds: found "${text}", expected ascending numbers from ${REPLICATIONS_MIN} to ${REPLICATIONS_MAX}, such as ${LOOKS.join(",")}`,
  );
}
