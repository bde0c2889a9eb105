import { nearest } from "../scenario/nearest.ts";
import { InputError } from "./input-error.ts";

/**
 * A word of an option that must be one of those known.
 *
 * @throws InputError with the nearest of them, or all.
 */
export function knownWord<Word extends string>(option: string, word: string, known: readonly Word[]): Word {
  const found = known.find((one) => one === word);
  if (found !== undefined) return found;
  const meant = nearest(word, known);
  const hint = meant === undefined ? `expected one of ${known.join(", ")}` : `did you mean ${meant}?`;
  throw new InputError(`${option}: "${word}" is unknown, ${hint}`);
}
