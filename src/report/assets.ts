import { existsSync, readFileSync } from "node:fs";

/** The style and the scripts of the page: files of their own, so that they are linted as what they are. */
const STYLES = [
  "style/tokens.css",
  "style/page.css",
  "style/tables.css",
  "style/figures.css",
  "style/map.css",
  "style/player.css",
];
const SCRIPTS = ["live/words.js", "live/unpacked.js", "live/charts.js", "live/pointer.js", "live/player.js"];

/** tsc copies no CSS, so compiled code finds the sources: the package ships both. Climbs from this file to the package. */
function sourceFolder(): URL {
  for (let folder = new URL("./", import.meta.url); ; folder = new URL("../", folder)) {
    const candidate = new URL("src/report/", folder);
    if (existsSync(new URL(STYLES[0] ?? "", candidate))) return candidate;
    if (folder.pathname === "/")
      throw new Error("the report's style is missing: the package was unpacked without src/report");
  }
}

/** A file without indentation and whole-line comments: no line of ours lies inside a text of several lines. */
function trimmed(file: URL): string {
  return readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//") && !/^\/\*.*\*\/$/.test(line))
    .join("\n");
}

/** Modules in order of need, made one script: their imports and exports name each other only. */
function joined(script: string): string {
  return script.replace(/^import [^;]*;$/gm, "").replace(/^export /gm, "");
}

export interface Assets {
  readonly style: string;
  readonly script: string;
}

export function readAssets(): Assets {
  const folder = sourceFolder();
  const all = (files: readonly string[]): string =>
    files.map((file) => trimmed(new URL(file, folder))).join("\n");
  return { style: all(STYLES), script: `(() => {\n"use strict";\n${joined(all(SCRIPTS))}\n})();` };
}
