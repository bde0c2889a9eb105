/** 64 characters that mean nothing to HTML or JSON; a digit of base 64 each. */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const RUN_MAX = 64 * 64 - 1;
/** Powers of ten from 10^-20 to 10^42: nothing that is drawn lies outside. */
const POWER_LEAST = -20;
const POWER_MOST = 42;

const digit = (n: number): string => DIGITS[n & 63] ?? "0";
const two = (n: number): string => digit(n >> 6) + digit(n);

/** Three significant digits as three characters: 13,912,345 is 139 x 10^5. */
function token(value: number | null): string {
  if (value === null) return ".";
  if (!(Math.abs(value) >= 10 ** POWER_LEAST)) return "000";
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toExponential(2).split("e");
  const power = Math.max(POWER_LEAST, Math.min(POWER_MOST, Number(exponent) - 2));
  const sign = value < 0 ? 1 : 0;
  const n = Number(mantissa.replace(".", "")) * 128 + (power - POWER_LEAST) * 2 + sign;
  return digit(n >> 12) + two(n);
}

/**
 * Values as text: three characters each, "." for no sample, "*" and two characters for how often the one before comes
 * again. A gala's series would take twice as much as JSON; live/words.js reads it back.
 */
export function packed(values: readonly (number | null)[]): string {
  let text = "";
  let last = "";
  let again = 0;
  const end = (): void => {
    text += again * last.length > 3 ? `*${two(again)}` : last.repeat(again);
    again = 0;
  };
  for (const value of values) {
    const next = token(value);
    if (next === last && again < RUN_MAX) {
      again++;
      continue;
    }
    end();
    text += next;
    last = next;
  }
  end();
  return text;
}
