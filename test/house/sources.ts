import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

export const ROOT = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");

export interface Source {
  /** From the repository's top: "src/kernel/random.ts". */
  path: string;
  text: string;
  /** The text without its comments. */
  code: string;
}

/** All TypeScript and JavaScript files below a folder of the repository. */
export function sources(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|js|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => {
      const text = readFileSync(file, "utf8");
      return { path: relative(ROOT, file).split(sep).join("/"), text, code: withoutComments(text) };
    });
}

/** Where a pattern occurs in the code of sources, as "path:line: text". */
export function occurrences(of: readonly Source[], pattern: RegExp): string[] {
  return of.flatMap(({ path, code }) =>
    code.split("\n").flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : [])),
  );
}

/** Comments become spaces, lines stay where they are. A double slash inside of a text (an address) is no comment. */
function withoutComments(text: string): string {
  const parts = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return text.replace(parts, (whole, literal?: string) => literal ?? whole.replace(/[^\n]/g, " "));
}
