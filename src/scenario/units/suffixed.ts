import { shiftDecimal } from "./decimal.ts";
import type { NotAQuantity, Unit } from "./unit.ts";

/** One unit of a family: a number written with it counts 10^exponent x times / per of the canonical unit. */
export interface Suffix {
  readonly text: string;
  readonly exponent: number;
  readonly times?: number;
  readonly per?: number;
  /** Read, but never printed: another way to write the same. */
  readonly alias?: boolean;
}

export interface SuffixedOptions {
  readonly name: string;
  readonly expected: string;
  readonly example: string | number;
  /** From the smallest to the largest. */
  readonly suffixes: readonly Suffix[];
  /** Largest canonical number; above it the text is surely a slip. */
  readonly max: number;
  /** Canonical numbers are whole: "a whole number of bytes". */
  readonly whole?: string;
  /** Whether one space may stand between number and unit. */
  readonly spaced?: boolean;
}

const NUMBER = /^\d+(?:\.\d+)?/;

/** A unit family written as a decimal number followed by a suffix: 30ms, 14M/s, 10Gbps. */
export function suffixed<T extends number>(options: SuffixedOptions): Unit<T> {
  const { name, expected, example, suffixes, spaced = false } = options;
  const bySuffix = new Map(suffixes.map((suffix) => [suffix.text, suffix]));
  const parse = (text: string): T | NotAQuantity => {
    const digits = NUMBER.exec(text)?.[0];
    if (digits === undefined) return { why: whyNoNumber(text) };
    const rest = text.slice(digits.length);
    const suffix = bySuffix.get(spaced ? rest.replace(/^ (?=\S)/, "") : rest);
    if (suffix === undefined) return { why: whyNoSuffix(rest, [...bySuffix.keys()]) };
    return limited(canonicalOf(digits, suffix), options) as T | NotAQuantity;
  };
  const print = (value: T): string => {
    let best: { text: string; effort: number } | undefined;
    for (const suffix of value === 0 ? [baseOf(suffixes)] : suffixes) {
      if (suffix.alias) continue;
      const digits = textOf(value, suffix);
      const text = digits + (spaced ? " " : "") + suffix.text;
      const effort = effortOf(digits);
      if (parse(text) === value && (best === undefined || effort <= best.effort)) best = { text, effort };
    }
    return best?.text ?? "";
  };
  return { name, expected, example, pattern: patternOf(suffixes, spaced), parse, print };
}

/** How hard a number is to read: its characters, digits before the point above four, and a start with 0. */
function effortOf(digits: string): number {
  const whole = digits.split(".")[0] ?? "";
  return digits.length + Math.max(0, whole.length - 4) * 2 + (digits.startsWith("0.") ? 3 : 0);
}

function baseOf(suffixes: readonly Suffix[]): Suffix {
  const base = suffixes.find(({ exponent, times, per }) => exponent === 0 && !times && !per);
  return base ?? (suffixes[0] as Suffix);
}

function canonicalOf(digits: string, { exponent, times = 1, per = 1 }: Suffix): number {
  return (Number(`${digits}e${exponent}`) * times) / per;
}

function textOf(value: number, { exponent, times = 1, per = 1 }: Suffix): string {
  return shiftDecimal((value * per) / times, -exponent);
}

function limited(value: number, { max, whole }: SuffixedOptions): number | NotAQuantity {
  if (!(value <= max)) return { why: "it is too large" };
  if (whole !== undefined && !Number.isInteger(value)) return { why: `it is not ${whole}` };
  return value;
}

/** In words why a text does not start with a number. */
export function whyNoNumber(text: string): string {
  if (text === "") return "it is empty";
  if (/^[-−–]/.test(text)) return "it may not be negative";
  if (/^\+/.test(text)) return "a sign is not allowed";
  if (/^\.\d/.test(text)) return "a number starts with a digit";
  return "it does not start with a number";
}

function whyNoSuffix(rest: string, suffixes: readonly string[]): string {
  const known = suffixes.filter((suffix) => suffix !== "").join(", ");
  if (rest === "") return `it has no unit (${known})`;
  if (/^[,'’_\u00a0\u202f ]\d/.test(rest)) return "digits may not be grouped";
  if (/^\s+$/.test(rest)) return "a space follows the number";
  if (/^\s/.test(rest) && suffixes.includes(rest.trim())) return "there is a space before the unit";
  if (/^[eE][+-]?\d/.test(rest)) return "an exponent is not allowed";
  return `its unit is none of ${known}`;
}

function patternOf(suffixes: readonly Suffix[], spaced: boolean): string {
  const texts = suffixes.map(({ text }) => text.replace(/[/%]/g, (c) => (c === "/" ? "\\/" : c)));
  return `\\d+(\\.\\d+)?${spaced ? " ?" : ""}(${texts.join("|")})`;
}
