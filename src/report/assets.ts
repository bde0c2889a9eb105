import { existsSync, readFileSync } from "node:fs";

/** The style and the scripts of the page: files of their own, so that they are linted as what they are. */
const STYLES = [
  "style/tokens.css",
  "style/page.css",
  "style/figures.css",
  "style/map.css",
  "style/player.css",
];
const SCRIPTS = ["live/words.js", "live/charts.js", "live/pointer.js", "live/player.js"];

/** tsc copies no CSS, so compiled code finds the sources: the package ships both. Climbs from this file to the package. */
function sourceFolder(): URL {
  for (let folder = new URL("./", import.meta.url); ; folder = new URL("../", folder)) {
    const candidate = new URL("src/report/", folder);
    if (existsSync(new URL(STYLES[0] ?? "", candidate))) return candidate;
    if (folder.pathname === "/")
      throw new Error("the report's style is missing: the package was unpacked without src/report");
  }
}

/** Lines of a file without its indentation and comment lines; the files are written so that this is safe. */
function trimmed(file: URL): string {
  return readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//") && !/^\/\*.*\*\/$/.test(line))
    .join("\n");
}

export interface Assets {
  readonly style: string;
  readonly script: string;
}

export function readAssets(): Assets {
  const folder = sourceFolder();
  const join = (files: readonly string[]): string =>
    files.map((file) => trimmed(new URL(file, folder))).join("\n");
  return { style: join(STYLES), script: `(() => {\n"use strict";\n${join(SCRIPTS)}\n})();` };
}
