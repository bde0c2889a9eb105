import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { prepareFolder, writeFiles } from "../../src/cli/output-folder.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-out-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a folder is made with its parents, and left empty", async () => {
  const deep = join(folder, "a/b/c");
  await prepareFolder(deep);
  expect(readdirSync(deep)).toEqual([]);
});

test("leftovers of writers that are gone are cleared, those of the living and other people's files stay", async () => {
  const gone = await deadProcess();
  const names = [
    `.hongbao-${gone}-result.json.tmp`,
    `.hongbao-${process.pid}-x.tmp`,
    ".hongbao-1-result.json.tmp",
  ];
  for (const name of [...names, "notes.txt", ".hongbao-notes.tmp"]) writeFileSync(join(folder, name), "");
  await prepareFolder(folder);
  expect(readdirSync(folder).sort()).toEqual([
    ".hongbao-1-result.json.tmp",
    ".hongbao-notes.tmp",
    "notes.txt",
  ]);
});

test("when one file cannot be made, none takes its name and no temporary stays", async () => {
  writeFileSync(join(folder, "a.txt"), "old");
  const files = [
    { name: "a.txt", text: () => "new" },
    {
      name: "b.txt",
      text: () => {
        throw new Error("broken");
      },
    },
  ];
  await expect(writeFiles(folder, files)).rejects.toThrow("broken");
  expect(readdirSync(folder)).toEqual(["a.txt"]);
  expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("old");
});

test("a folder in the place of a file is told, and leaves no temporary", async () => {
  mkdirSync(join(folder, "a.txt"));
  await expect(writeFiles(folder, [{ name: "a.txt", text: () => "new" }])).rejects.toThrow(
    `cannot write to the folder ${folder}: `,
  );
  expect(readdirSync(folder)).toEqual(["a.txt"]);
});

test("a full disk is told in plain words", async () => {
  // A limit on file sizes stands in for a full disk: the write fails in the middle of the file.
  const script = `ulimit -f 64; exec "$0" --input-type=module -e '${WRITER}' "$1" once`;
  const child = spawn("bash", ["-c", script, process.execPath, folder], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  await new Promise((resolve) => child.on("close", resolve));
  expect(stderr).toContain(
    `InputError: cannot write to the folder ${folder}: files of this size are not allowed here`,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("a kill at any moment leaves no half file under a final name, and the next run clears what it left", async () => {
  const moments = [0, 3, 7, 11, 19, 23, 31, 37, 43, 59];
  let killedInTheMiddle = 0;
  for (const afterMs of moments) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", WRITER, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => child.stdout.once("data", resolve).once("close", resolve));
    // A writer that could not even start proves nothing.
    expect(child.exitCode).toBe(null);
    await sleep(afterMs);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.on("close", resolve));
    if (readdirSync(folder).some((name) => name.endsWith(".tmp"))) killedInTheMiddle++;
    for (const name of ["a.txt", "b.txt"]) {
      const file = join(folder, name);
      if (existsSync(file)) expect(isWhole(readFileSync(file, "utf8"))).toBe(true);
    }
    await prepareFolder(folder);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  }
  // Otherwise the kills proved nothing.
  expect(killedInTheMiddle).toBeGreaterThan(2);
}, 30_000);

const BUILT = new URL("../../dist/cli/output-folder.js", import.meta.url).href;
const LENGTH = 4_000_000;

/** Writes two files of one repeated letter over and over, each time another letter. */
const WRITER = `
const { writeFiles } = await import("${BUILT}");
console.log("started");
for (let i = 0; ; i++) {
  const text = String.fromCharCode(97 + (i % 26)).repeat(${LENGTH});
  await writeFiles(process.argv[1], [{ name: "a.txt", text: () => text }, { name: "b.txt", text: () => text }]);
}
`;

function isWhole(text: string): boolean {
  return text.length === LENGTH && text === text.charAt(0).repeat(LENGTH);
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.on("close", resolve));
  return child.pid ?? 0;
}
