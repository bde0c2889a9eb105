/** 64 characters that mean nothing to HTML or JSON; a digit of base 64 each. */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/** First characters: a step of one character, of two, a whole number in three more, no sample, the same again. */
const SHORT = 47;
const LONG = 14;
const WHOLE = SHORT + LONG;
const NONE = WHOLE + 1;
const AGAIN = NONE + 1;
const RUN_MIN = 4;
const RUN_MAX = 64 * 64 - 1;

/** Powers of ten from 10^-20 to 10^42: nothing that is drawn lies outside. */
const POWER_LEAST = -20;
const POWER_MOST = 42;

const digit = (n: number): string => DIGITS[n & 63] ?? "0";
const two = (n: number): string => digit(n >> 6) + digit(n);

/** Where a figure of three significant digits stands among all such figures, counted from nought. */
function rank(value: number): number {
  const size = Math.abs(value);
  if (!(size >= 100 * 10 ** POWER_LEAST)) return 0;
  const power = Math.min(POWER_MOST, Math.floor(Math.log10(size)) - 2);
  // 999.6 is 1,000: of the next power the first.
  const digits = Math.round(power < 0 ? size * 10 ** -power : size / 10 ** power);
  const place = 1 + (power - POWER_LEAST) * 900 + Math.max(100, Math.min(1000, digits)) - 100;
  return value < 0 ? -place : place;
}

function step(from: number, to: number): string {
  const by = to - from;
  const short = by + (SHORT - 1) / 2;
  if (short >= 0 && short < SHORT) return digit(short);
  const long = by + LONG * 32;
  if (long >= 0 && long < LONG * 64) return digit(SHORT + (long >> 6)) + digit(long);
  const whole = to + 2 ** 17;
  return digit(WHOLE) + digit(whole >> 12) + two(whole);
}

/**
 * Whole numbers below 2^17 as text, each as its step from the one before: neighbours in time are neighbours in value,
 * so that most take one character. live/unpacked.js reads it back.
 */
export function packedNumbers(numbers: readonly (number | null)[]): string {
  let text = "";
  let at = 0;
  for (let i = 0; i < numbers.length; ) {
    const number = numbers[i] ?? null;
    text += number === null ? digit(NONE) : step(at, number);
    at = number ?? at;
    let again = 0;
    while (again < RUN_MAX && i + 1 + again < numbers.length && (numbers[i + 1 + again] ?? null) === number)
      again++;
    i += 1;
    if (again < RUN_MIN) continue;
    text += digit(AGAIN) + two(again);
    i += again;
  }
  return text;
}

/** Figures with three significant digits. A gala's series would take four times as much as JSON. */
export const packed = (values: readonly (number | null)[]): string =>
  packedNumbers(values.map((value) => (value === null ? null : rank(value))));
