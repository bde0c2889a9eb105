// The same figures as words.ts, for tooltips. A test compares the two.

const NBSP = "\u00a0";

function digits(value) {
  if (value === 0) return "0";
  const places = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  const text = value.toFixed(places);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function amount(value) {
  const steps = [
    [1e12, "trn"],
    [1e9, "bn"],
    [1e6, "M"],
    [1e3, "k"],
  ];
  for (const [size, unit] of steps) {
    if (Math.abs(value) >= size * 0.9995) return `${digits(value / size)}${NBSP}${unit}`;
  }
  return digits(value);
}

function duration(ms) {
  if (ms < 999.5) return `${digits(ms)}${NBSP}ms`;
  if (ms < 59_950) return `${digits(ms / 1000)}${NBSP}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) {
    const rest = seconds % 60;
    return `${Math.floor(seconds / 60)}${NBSP}min${rest === 0 ? "" : `${NBSP}${rest}${NBSP}s`}`;
  }
  const minutes = Math.round(seconds / 60);
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${NBSP}h${rest === 0 ? "" : `${NBSP}${rest}${NBSP}min`}`;
}

/** A value of a chart in its unit. */
export function said(value, unit) {
  if (value === null || value === undefined) return "no data";
  if (unit === "ms") return duration(value);
  if (unit === "share") return `${digits(value * 100)}${NBSP}%`;
  const text = amount(value);
  if (unit === "rate") return /[a-z]$/i.test(text) ? `${text}/s` : `${text}${NBSP}/s`;
  return unit === "yuan" ? `${text}${NBSP}CNY` : text;
}

/** Clock time of the scenario, to the second or, on the minute, to the minute. */
export function clock(ms, startOfDayMs, short) {
  const two = (n) => String(n).padStart(2, "0");
  const s = Math.floor((((startOfDayMs + ms) % 86_400_000) + 86_400_000) / 1000) % 86_400;
  const text = `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}`;
  return short && s % 60 === 0 ? text : `${text}:${two(s % 60)}`;
}
