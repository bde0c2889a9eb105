import { plainDecimal } from "../scenario/units/decimal.ts";
import { unitOfBoth } from "../scenario/units/unit-of-both.ts";

/** From a least to a greatest value, in the notation of the scenario file. */
export interface Range {
  low: number;
  high: number;
  /** Between two values of a grid; undefined where the range does not say. */
  step: number | undefined;
  /** Both ends are whole numbers without a unit: so are all values between. */
  whole: boolean;
  /** A value as --set takes it. */
  text(value: number): string;
}

/** How values between the ends are read and written. */
interface Notation {
  read(text: string): number;
  write(value: number): string;
  whole: boolean;
}

/**
 * Reads "30..60", "30..60:10" (in steps of 10), "10Gbps..100Gbps", "500/s..2k/s".
 *
 * @returns undefined where the text is no range, or why it is a bad one.
 */
export function parseRange(text: string): Range | { why: string } | undefined {
  const match = /^(.+?)\.\.([^:]+)(?::(.+))?$/.exec(text);
  if (match === null) return undefined;
  const [, from = "", to = "", by] = match;
  const notation = notationOf(from, to);
  if (notation === undefined) return { why: `${from} and ${to} are no two quantities of one unit` };
  const { read, write, whole } = notation;
  const [low, high] = [read(from), read(to)];
  if (!(low < high)) return { why: `${from} is not below ${to}` };
  const step = by === undefined ? undefined : read(by);
  if (step !== undefined && !(step > 0))
    return { why: `${by} is no step above zero, in the unit of ${from}` };
  if (step !== undefined && whole && !Number.isInteger(step)) return { why: `${by} is no whole step` };
  return { low, high, step, whole, text: write };
}

const QUANTITY = /^(\d+(?:\.\d+)?)(.*)$/s;

function notationOf(from: string, to: string): Notation | undefined {
  const [low, high] = [QUANTITY.exec(from), QUANTITY.exec(to)];
  if (low === null || high === null) return undefined;
  if (low[2] === high[2]) return sameSuffix(low[2] ?? "", !/\./.test(`${low[1]}${high[1]}`));
  const unit = unitOfBoth(from, to);
  if (unit === undefined) return undefined;
  return {
    read: (text) => {
      const value = unit.parse(text);
      return typeof value === "number" ? value : Number.NaN;
    },
    write: (value) => unit.print(tidy(value)) || unit.print(Math.round(value)),
    whole: false,
  };
}

function sameSuffix(suffix: string, wholeEnds: boolean): Notation {
  const whole = suffix === "" && wholeEnds;
  return {
    read: (text) => {
      const quantity = QUANTITY.exec(text);
      return quantity?.[2] === suffix ? Number(quantity[1]) : Number.NaN;
    },
    write: (value) => `${plainDecimal(whole ? Math.round(value) : tidy(value))}${suffix}`,
    whole,
  };
}

/** Six digits: what is between two round ends should not need sixteen. */
function tidy(value: number): number {
  return Number(value.toPrecision(6));
}
