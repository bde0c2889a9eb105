import type { Frame } from "./tokens.ts";

const DAY_MS = 86_400_000;
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const TICK_STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3,
  1800e3, 3600e3, 7200e3, 10_800e3, 21_600e3, 43_200e3, 86_400e3, 604_800e3,
];

const two = (n: number): string => String(n).padStart(2, "0");

/** The scenario's own clock: milliseconds since its start, read as times of its day. Knows no time zone. */
export class Clock {
  /** Time of day at which the scenario starts [ms]. */
  readonly startOfDayMs: number;
  readonly #date: string;

  /** `start` is "2015-02-18T20:00:00"; what is not of that form reads as midnight without a date. */
  constructor(start: string) {
    const match = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?/.exec(start);
    const [, year, month, day, hours, minutes, seconds] = match ?? [];
    this.startOfDayMs = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000;
    const monthName = MONTHS[Number(month ?? 0) - 1];
    this.#date = monthName === undefined ? "" : `${Number(day)} ${monthName} ${year}`;
  }

  /** "18 February 2015", or "" when the scenario names no date. */
  date(): string {
    return this.#date;
  }

  /** "22:30" on the minute, "22:30:05" on the second, "22:30:05.250" between; hours wrap at midnight. */
  time(ms: number): string {
    const ofDayMs = (((this.startOfDayMs + ms) % DAY_MS) + DAY_MS) % DAY_MS;
    const whole = Math.floor(ofDayMs);
    const text = `${two(Math.floor(whole / 3_600_000))}:${two(Math.floor(whole / 60_000) % 60)}`;
    if (whole % 60_000 === 0) return text;
    const withSeconds = `${text}:${two(Math.floor(whole / 1000) % 60)}`;
    return whole % 1000 === 0 ? withSeconds : `${withSeconds}.${String(whole % 1000).padStart(3, "0")}`;
  }

  /** To the second: "22:30:05". */
  second(ms: number): string {
    const rounded = Math.floor(ms / 1000) * 1000;
    const text = this.time(rounded);
    return text.length === 5 ? `${text}:00` : text.slice(0, 8);
  }

  /** Ticks of an axis over [fromMs, toMs] in a drawing. */
  ticksOf({ fromMs, toMs }: { fromMs: number; toMs: number }, { name, width }: Frame): number[] {
    return this.ticks(fromMs, toMs, name === "wide" ? width / 90 : 4);
  }

  /** Round clock times in [fromMs, toMs], at most `countMax` of them, as ms since the scenario's start. */
  ticks(fromMs: number, toMs: number, countMax: number): number[] {
    const step = TICK_STEPS_MS.find((ms) => (toMs - fromMs) / ms <= countMax) ?? (toMs - fromMs) / countMax;
    const values: number[] = [];
    const first = Math.ceil((fromMs + this.startOfDayMs) / step) * step - this.startOfDayMs;
    for (let at = first; at <= toMs; at += step) values.push(at);
    return values;
  }
}
