import { readFileSync } from "node:fs";

/** The version of this hongbao, from its own package. Results name it: other versions may give other bytes. */
export function engineVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
