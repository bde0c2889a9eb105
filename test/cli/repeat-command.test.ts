import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { repeatCommand } from "../../src/cli/repeat-command.ts";

const plain = { seed: "7", k: 35, sets: [], from: undefined, to: undefined };

test("the command spells out seed and scale, and leaves the path out", () => {
  expect(repeatCommand(plain)).toBe("hongbao run FILE --seed=7 --scale 1/35");
});

test("changed values and times are part of the command", () => {
  const flags = { ...plain, sets: ["access.servers=500", "name=My night"], from: "22:29", to: "22:35" };
  expect(repeatCommand(flags)).toBe(
    "hongbao run FILE --seed=7 --scale 1/35 --set access.servers=500 --set 'name=My night' --from 22:29 --to 22:35",
  );
});

test("a seed that looks like an option stays a seed", () => {
  expect(repeatCommand({ ...plain, seed: "--json" })).toContain("--seed=--json");
});

test("a shell takes the command apart into the words that were meant", () => {
  const seeds = fc.sample(fc.string({ minLength: 1, unit: "grapheme-ascii" }), { numRuns: 40, seed: 1 });
  const script = seeds.map((seed) => `show ${repeatCommand({ ...plain, seed })}`).join("\n");
  const { stdout } = spawnSync("sh", ["-c", `show() { printf '%s\\n' "$4"; }\n${script}`], {
    encoding: "utf8",
  });
  expect(stdout.split("\n").slice(0, -1)).toEqual(seeds.map((seed) => `--seed=${seed}`));
});
