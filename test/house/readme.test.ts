import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.ts";
import { ROOT } from "./sources.ts";

const readme = readFileSync(join(ROOT, "README.md"), "utf8");

test("the README begins with the two commands a newcomer needs", () => {
  const commands = readme.split("\n").slice(0, 6).join("\n");
  expect(commands).toContain("npm ci && npm start");
  expect(commands).toContain("npm cit");
});

test("the README's scenario has at most 25 lines and is valid as it stands", () => {
  const [, text = ""] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(25);
  const loaded = loadScenario({ text, name: join(ROOT, "README.md") });
  expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  expect(loaded.ok && loaded.scenario.faults.map(({ kind }) => kind)).toEqual(["cutLine", "setDatabaseDown"]);
});

for (const page of ["README.md", "ARCHITECTURE.md", "reports/README.md", "src/result/README.md"])
  test(`every file that ${page} points to is there`, () => {
    const links = [...readFileSync(join(ROOT, page), "utf8").matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)];
    const missing = links.map(([, to = ""]) => to).filter((to) => !existsSync(join(ROOT, dirname(page), to)));
    expect(missing).toEqual([]);
  });
