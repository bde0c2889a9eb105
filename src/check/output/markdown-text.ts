import { plainLine } from "./plain-line.ts";

/** A step's summary on GitHub may have 1 MiB; what is longer is not shown at all. */
export const BYTES_MAX = 1024 * 1024 - 1024;

/** A text from outside: nothing in it is read as Markdown, HTML or a table's border. */
export function escaped(text: string): string {
  return plainLine(text)
    .replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c] ?? c)
    .replace(/[\\`*_{}[\]()#+\-.!|~@:]/g, "\\$&");
}

/** A name or command as code; Markdown is read inside of tags too, so its characters are told by their numbers. */
export function code(text: string): string {
  const safe = plainLine(text).replace(/[&<>|`*_~[\]()\\!:#@]/g, (c) => `&#${c.charCodeAt(0)};`);
  return `<code>${safe}</code>`;
}

export function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
