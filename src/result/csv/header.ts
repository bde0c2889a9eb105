/** How a metric's last word tells its unit. */
const UNITS: readonly (readonly [suffix: RegExp, unit: string])[] = [
  [/Ms$/, "ms"],
  [/Rps$/, "1/s"],
  [/Bps$/, "bit/s"],
  [/bytesPerS$/, "B/s"],
  [/Bytes$/, "B"],
  [/(?:Index|rung)$/, "index"],
  [/Fen$/, "fen"],
  [/(?:[uU]tilisation|[sS]hare|[lL]oss|[rR]atio|masked|up)$/, "0..1"],
];

/** A metric's column header with its unit: "clientP99Ms [ms]"; what has no unit in its name is a count. */
export function header(metric: string): string {
  const unit = UNITS.find(([suffix]) => suffix.test(metric))?.[1] ?? "count";
  return `${metric} [${unit}]`;
}
