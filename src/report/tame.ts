/** Characters that change how their neighbours are shown: controls, separators, direction marks, halves of a pair. */
const UNRULY = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Text in which an unruly character is shown by its code: "[U+202E]". Everything else stays. */
export function tameText(text: string): string {
  return text.replace(UNRULY, (c) => `[U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
}

function tameValue(value: unknown): unknown {
  if (typeof value === "string") return tameText(value);
  if (Array.isArray(value)) {
    // Series are long lists of numbers and nulls; nothing in them can misbehave.
    return typeof value[0] === "number" ? value : value.map(tameValue);
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [tameText(key), tameValue(held)]));
  }
  return value;
}

/** The same with every string of it, names of parts included, safe to be shown next to other text. */
export function tame<T extends object>(value: T): T {
  return tameValue(value) as T;
}

/** At most `lengthMax` characters (whole code points), the last an ellipsis where text was cut. */
export function shorten(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const characters = Array.from(text);
  return characters.length <= lengthMax ? text : `${characters.slice(0, lengthMax - 1).join("")}…`;
}

/** At most `lengthMax` characters with the middle left out: of "sz-1/telecom" the end tells as much as the start. */
export function shortenMiddle(text: string, lengthMax: number): string {
  const characters = Array.from(text);
  if (characters.length <= lengthMax) return text;
  const tail = Math.floor((lengthMax - 1) / 2);
  return `${characters.slice(0, lengthMax - 1 - tail).join("")}…${characters.slice(characters.length - tail).join("")}`;
}
