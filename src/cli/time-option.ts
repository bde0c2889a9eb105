import { clockText } from "../result/clock-text.ts";
import { CLOCK_EXPECTED, parseMoment } from "../scenario/units/clock.ts";
import { isQuantity } from "../scenario/units/unit.ts";
import { InputError } from "./input-error.ts";

/** The evening a moment must lie in. */
export interface Evening {
  /** "2015-02-18T20:00:00" */
  start: string;
  /** End of the scenario [ms since start]. */
  toMs: number;
}

/**
 * A moment of `--from` or `--to`, written as in a scenario file: "22:29", "2015-02-19 00:10", "90s" after the start.
 *
 * @returns ms since the scenario's start.
 * @throws InputError for what is no moment, or not in the scenario.
 */
export function timeOption(option: string, text: string, { start, toMs }: Evening): number {
  const atMs = parseMoment(text.trim(), { originMs: Date.parse(`${start}Z`), lengthMs: toMs });
  if (!isQuantity(atMs))
    throw new InputError(`--${option}: found "${text}", expected ${CLOCK_EXPECTED}: ${atMs.why}`);
  if (atMs < 0 || atMs > toMs)
    throw new InputError(
      `--${option}: ${text} is outside of the scenario, which lasts from ${clockText(start, 0)} to ${clockText(start, toMs)}`,
    );
  return atMs;
}
