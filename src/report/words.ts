/** Figures as people read them: three sensible digits, a unit, and the same text in every locale. */

const NBSP = "\u00a0";

/** Three significant digits without an exponent: 13.9, 0.152, 810, 1,234 never ("1.23 k" is `amount`'s business). */
function digits(value: number): string {
  if (value === 0) return "0";
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const places = Math.min(6, Math.max(0, 2 - magnitude));
  const text = value.toFixed(places);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function scaled(value: number, steps: readonly (readonly [number, string])[]): string {
  // 999,600 is "1 M", not "1000 k": choose by the rounded figure.
  for (const [size, unit] of steps) {
    if (Math.abs(value) >= size * 0.9995) return `${digits(value / size)}${NBSP}${unit}`;
  }
  return digits(value);
}

const COUNTS = [
  [1e12, "trn"],
  [1e9, "bn"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** "11 bn", "120 M", "21.9 k", "48". */
export function amount(value: number | null): string {
  return value === null ? "no data" : scaled(value, COUNTS);
}

/** "14 M/s". */
export function rate(value: number | null): string {
  if (value === null) return "no data";
  const text = amount(value);
  return /[a-zA-Z]$/.test(text) ? `${text}/s` : `${text}${NBSP}/s`;
}

/** 0.9231 as "92.3 %"; never rounds a share that is not whole to 0 % or 100 %. */
export function share(value: number | null): string {
  if (value === null) return "no data";
  const percent = value * 100;
  if (percent > 0 && percent < 0.0001) return `<${NBSP}0.0001${NBSP}%`;
  if (percent < 100 && percent > 99) {
    const missing = 100 - percent;
    if (missing < 0.0001) return `>${NBSP}99.9999${NBSP}%`;
    const places = Math.min(4, Math.max(1, 1 - Math.floor(Math.log10(missing))));
    return `${percent.toFixed(places).replace(/0+$/, "")}${NBSP}%`;
  }
  return `${digits(percent)}${NBSP}%`;
}

/** "0.25 ms", "37 ms", "1.2 s", "3 min 20 s", "1 h 5 min". */
export function duration(ms: number | null): string {
  if (ms === null) return "no data";
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

/** Fen as yuan: "1.63 bn CNY". */
export function yuan(fen: number): string {
  return `${amount(fen / 100)}${NBSP}CNY`;
}

/** "9.2 GB". */
export function bytesText(bytes: number): string {
  const text = scaled(bytes, [
    [1e15, "PB"],
    [1e12, "TB"],
    [1e9, "GB"],
    [1e6, "MB"],
    [1e3, "kB"],
  ]);
  return bytes >= 999.5 ? text : `${text}${NBSP}B`;
}

/** Every digit, in groups of three: "11,012,345,678". */
export function exact(value: number): string {
  const [whole, fraction] = String(value).split(".");
  if (whole === undefined || whole.includes("e")) return String(value);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** "a, b and c"; after `most` names, "a, b and 7 more". */
export function listed(names: readonly string[], most = 4): string {
  if (names.length <= 1) return names.join("");
  const shown = names.length > most ? names.slice(0, most - 1) : names.slice(0, -1);
  const last = names.length > most ? `${names.length - shown.length} more` : (names.at(-1) ?? "");
  return `${shown.join(", ")} and ${last}`;
}

/** "1 set", "3 sets". */
export function counted(count: number, noun: string): string {
  return `${amount(count)}${NBSP}${noun}${count === 1 ? "" : "s"}`;
}
