import { clockText } from "../result/clock-text.ts";
import { InputError } from "./input-error.ts";

const DAY_MS = 86_400_000;

/** The evening a moment must lie in. */
export interface Evening {
  /** "2015-02-18T20:00:00" */
  start: string;
  /** End of the scenario [ms since start]. */
  toMs: number;
}

/**
 * A moment of `--from` or `--to`: the scenario's clock, "22:29", "22:29:30" or "2015-02-19 00:10". Without a date it is
 * the first such time of day since the start, so that 00:10 means the next morning.
 *
 * @returns ms since the scenario's start.
 * @throws InputError for what is no time, or not in the scenario.
 */
export function timeOption(option: string, text: string, { start, toMs }: Evening): number {
  const parts = /^(?:(\d{4}-\d{2}-\d{2})[ T])?(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,3})?))?$/.exec(
    text.trim(),
  );
  const [, date, hour = "", minute = "", second = "0"] = parts ?? [];
  const ofDayMs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  if (parts === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) >= 60)
    throw new InputError(
      `--${option}: found "${text}", expected the scenario's clock, for example 22:29, 22:29:30 or "${clockText(start, 0).replace("T", " ")}"`,
    );
  const startMs = Date.parse(`${start}Z`);
  const midnightMs = date === undefined ? startMs - (startMs % DAY_MS) : Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnightMs)) throw new InputError(`--${option}: "${date}" is no day of the calendar`);
  let atMs = midnightMs + ofDayMs - startMs;
  if (date === undefined && atMs < 0) atMs += DAY_MS;
  if (atMs < 0 || atMs > toMs)
    throw new InputError(
      `--${option}: ${text} is outside of the scenario, which lasts from ${clockText(start, 0)} to ${clockText(start, toMs)}`,
    );
  return atMs;
}
