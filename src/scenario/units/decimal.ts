/** The shortest decimal text that reads as exactly this number, without an exponent. */
export function plainDecimal(value: number): string {
  return shiftDecimal(value, 0);
}

/** The same for value x 10^places, shifted in the text so that no digit changes by rounding. */
export function shiftDecimal(value: number, places: number): string {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = whole + fraction;
  const point = whole.length + Number(exponent) + places;
  const left = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "";
  const right = point > 0 ? digits.slice(point) : digits.padStart(digits.length - point, "0");
  return trimmed(left, right);
}

function trimmed(left: string, right: string): string {
  const whole = left.replace(/^0+(?=.)/, "") || "0";
  const fraction = right.replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
