import { duration, type Ms } from "./duration.ts";
import { isQuantity, type NotAQuantity } from "./unit.ts";

/**
 * The scenario's own clock. It has no time zone and no summer time: the calendar is counted in UTC, so that no
 * machine's zone can move it.
 */
export interface Clock {
  /** The moment that simulated time counts from [ms since 1970-01-01 00:00 of this clock]. */
  readonly originMs: number;
  /** How long the run lasts [ms]. */
  readonly lengthMs: Ms;
}

const DAY_MS = 86_400_000;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})[ T](.+)$/;

export const CLOCK_EXPECTED =
  "a time such as 22:30, 22:30:05.250 or 2015-02-18 22:30, or a duration after the start such as 90s";
export const DATE_EXPECTED = "a date and time such as 2015-02-18 20:00";

/** "2015-02-18 20:00[:SS[.mmm]]" -> ms since 1970 on the scenario's clock. */
export function parseDateTime(text: string): number | NotAQuantity {
  const [, year = "", month = "", day = "", time = ""] = DATE.exec(text) ?? [];
  if (year === "") return { why: "it is no date with a time" };
  const timeMs = parseTimeOfDay(time);
  if (!isQuantity(timeMs)) return timeMs;
  const dateMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(dateMs);
  if (date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day))
    return { why: "the calendar has no such day" };
  return dateMs + timeMs;
}

/** "22:30", "22:30:05.250" -> ms since midnight. */
export function parseTimeOfDay(text: string): Ms | NotAQuantity {
  const [, hours, minutes, seconds = "0", fraction = ""] = TIME.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return { why: "it is no time of day" };
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    return { why: "the day has no such time" };
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Number(fraction.padEnd(3, "0"));
}

/**
 * A clock time, a date with a time, or a duration -> ms since the start of the scenario.
 *
 * A time of day without a date is the first one after the start if that is within the run (so 00:05 rolls over
 * midnight); else whichever is nearer, so that a run from 22:29 still knows that a round at 20:40 is long over.
 */
export function parseMoment(text: string, clock: Clock): Ms | NotAQuantity {
  if (DATE.test(text)) {
    const dateMs = parseDateTime(text);
    return isQuantity(dateMs) ? dateMs - clock.originMs : dateMs;
  }
  if (!text.includes(":")) {
    const after = duration.parse(text);
    return isQuantity(after) || /^\d/.test(text) ? after : { why: "it is neither a time nor a duration" };
  }
  const timeMs = parseTimeOfDay(text);
  if (!isQuantity(timeMs)) return timeMs;
  const nextMs = floorMod(timeMs - clock.originMs, DAY_MS);
  return nextMs <= clock.lengthMs || nextMs <= DAY_MS / 2 ? nextMs : nextMs - DAY_MS;
}

/** "2015-02-18T20:00:00", with milliseconds only where they are not zero. */
export function printDateTime(dateMs: number): string {
  const iso = new Date(dateMs).toISOString();
  return iso.endsWith(".000Z") ? iso.slice(0, -".000Z".length) : iso.slice(0, -1);
}

/** A moment of the run as people read it: the time of day alone, "22:30" or "22:30:05.250". */
export function printMoment(atMs: Ms, clock: Clock): string {
  const time = printDateTime(clock.originMs + atMs).slice("2015-02-18T".length);
  return time.replace(/^(\d\d:\d\d):00$/, "$1");
}

function floorMod(a: number, n: number): number {
  return ((a % n) + n) % n;
}
