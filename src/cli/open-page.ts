import { spawn } from "node:child_process";
import { resolve } from "node:path";

/** The program that opens a page on each system; Windows needs a title before the file. */
const OPENERS: Readonly<Record<string, readonly [program: string, ...words: string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Shows a page in the reader's browser; resolves to why that failed, or to undefined. The browser outlives us. */
export function openPage(file: string): Promise<string | undefined> {
  const [program, ...words] = OPENERS[process.platform] ?? ["xdg-open"];
  return new Promise((done) => {
    const child = spawn(program, [...words, resolve(file)], { detached: true, stdio: "ignore" });
    child.once("error", (error: NodeJS.ErrnoException) =>
      done(error.code === "ENOENT" ? `${program} is not there` : error.message),
    );
    child.once("spawn", () => {
      child.unref();
      done(undefined);
    });
  });
}
