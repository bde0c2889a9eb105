import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "./sources.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-ci-"));
  for (const name of ["chromium", "redis-server"]) command(name, "");
  command("fc-list", "echo a font");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cases: [rule: string, npm: string, line: string, code: number][] = [
  [
    "all passed",
    summary("\u001b[2m      Tests \u001b[22m \u001b[32m49 passed\u001b[39m (49)"),
    "49 passed, 0 failed",
    0,
  ],
  [
    "some failed",
    `${summary("      Tests  2 failed | 47 passed | 1 skipped (50)")}; exit 1`,
    "47 passed, 2 failed",
    1,
  ],
  ["the build broke before any test", "echo 'error TS2307'; exit 2", "0 passed, 1 failed", 2],
  [
    "a test file could not be loaded",
    `${summary("      Tests  3 passed (3)")}; exit 1`,
    "3 passed, 1 failed",
    1,
  ],
  ["no test ran at all", "echo done", "0 passed, 1 failed", 1],
  ["a failure that left no exit code", summary("      Tests  1 failed (1)"), "0 passed, 1 failed", 1],
];

for (const [rule, npm, line, code] of cases)
  test(`.ci/run ends with the counts and an honest exit code: ${rule}`, () => {
    command("npm", npm);
    const { stdout, status } = spawnSync(join(ROOT, ".ci/run"), {
      encoding: "utf8",
      env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
    });
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(line);
    expect(status).toBe(code);
  });

function summary(line: string): string {
  return `printf '%s\\n' ' Test Files  1 passed (1)' '${line}' '   Duration  1.19s'`;
}

function command(name: string, script: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}
