import { InputError } from "./input-error.ts";

/** The k of `--scale 1/k`: one simulated shake stands for k. Whole, so that counts stay whole. */
export function scaleOption(text: string): number {
  const k = /^1(?:\/([1-9]\d{0,8}))?$/.exec(text.trim());
  if (k === null)
    throw new InputError(`--scale: found "${text}", expected 1/k with a whole number k, for example 1/35`);
  return Number(k[1] ?? 1);
}
