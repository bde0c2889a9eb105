const LARGE: readonly (readonly [size: number, unit: string])[] = [
  [1e12, "tn"],
  [1e9, "bn"],
  [1e6, "M"],
  [1e3, "k"],
];

/** A count for people: whole below 10,000, above it three significant digits and k, M, bn or tn: "11.0 bn". */
export function countText(count: number): string {
  const size = Math.abs(count);
  if (size < 9999.5) return String(Math.round(count));
  // Half a digit below the border already prints as the next unit: 999,600 is "1.00 M", not "1000 k".
  const [unitSize, unit] = LARGE.find(([from]) => size >= from * 0.9995) ?? ([1, ""] as const);
  return `${threeDigits(count / unitSize)} ${unit}`;
}

/** A share of 1 in per cent: two decimals, and never a rounded 100 % or 0 % where something is missing. */
export function percentText(share: number): string {
  const percent = share * 100;
  if (percent < 100 && percent > 99.99) return ">99.99 %";
  if (percent > 0 && percent < 0.01) return "<0.01 %";
  return `${percent === 100 || percent === 0 ? percent : percent.toFixed(2)} %`;
}

/** A duration for people, three significant digits: "0.85 ms", "45.0 ms", "2.10 s", "3 min 20 s", "1 h 05 min". */
export function durationText(durationMs: number): string {
  if (durationMs < 999.5) return `${threeDigits(durationMs)} ms`;
  if (durationMs < 99_950) return `${threeDigits(durationMs / 1000)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** An amount of fen in yuan: "8.21 bn yuan". */
export function yuanText(fen: number): string {
  return `${countText(fen / 100)} yuan`;
}

function threeDigits(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
