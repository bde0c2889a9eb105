import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Engine, LoadedScenario } from "../../src/cli/engine.ts";
import { main } from "../../src/cli/main.ts";
import type { Wanted } from "../../src/run/trace/trace.ts";
import { fakeEngine } from "./fake-engine.ts";
import { fakeTerminal } from "./fake-terminal.ts";

const ENDED = { full: 3, degraded: 0, refused: 1, failed: 0 };
const HOP = { fromMs: 5000, toMs: 5000, where: "handset", what: "sends attempt 1" };
const STORY = {
  step: "open",
  region: "sz",
  carrier: "sz/mobile",
  access: "wifi",
  order: null,
  sets: [],
  beganMs: 5000,
  endedMs: 5100,
  attempts: 1,
  ending: "full" as const,
  because: "opened",
  hops: [HOP],
};

function engineOf(tell: (wanted: Wanted) => object): Engine {
  const trace: LoadedScenario["trace"] = {
    run: async (wanted) => ({
      stories: [],
      ended: ENDED,
      untilMs: 60_000,
      interrupted: false,
      ...tell(wanted),
    }),
    names: async () => ({ region: ["sz"], carrier: ["mobile"], access: ["wifi"], set: ["set-00", "set-01"] }),
  };
  return fakeEngine({ trace });
}

async function traced(words: string[], tell: (wanted: Wanted) => object = () => ({})) {
  const terminal = fakeTerminal();
  const code = await main(["trace", "a.yaml", "--quiet", ...words], terminal, engineOf(tell));
  return { code, ...terminal.printed };
}

test("trace asks for the step, the time and the number, and prints the stories", async () => {
  let asked: Wanted | undefined;
  const { code, stdout, stderr } = await traced(
    ["--step", "open", "--at", "20:00:05", "--count", "1"],
    (wanted) => {
      asked = wanted;
      return { stories: [STORY] };
    },
  );
  expect([asked?.step, asked?.fromMs, asked?.count]).toEqual([3, 5000, 1]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.split("\n")[0]).toBe("open 1 of 1: full (opened) after 100 ms and one attempt");
});

test("a set may be called by its number", async () => {
  const found = async (set: string) => {
    let accepted: boolean | undefined;
    await traced(["--where", `set=${set}`], ({ accepts }) => {
      accepted = accepts({ ...STORY, sets: ["set-01"] });
      return {};
    });
    return accepted;
  };
  expect([await found("1"), await found("set-01"), await found("0")]).toEqual([true, true, false]);
});

test("where nothing is found, what was looked at is told, and there is no verdict", async () => {
  expect(await traced(["--ended", "failed", "--count", "2"])).toEqual({
    code: 3,
    stdout: "",
    stderr:
      "0 of 2 found: until 20:01:00 the run followed every grab from then on: 3 full, 0 degraded, 1 refused, 0 failed\n",
  });
});

test("--perfetto writes the stories for a viewer, and stdout is as without it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hongbao-trace-"));
  const file = join(folder, "story.json");
  const { stdout, stderr } = await traced(["--perfetto", file], () => ({ stories: [STORY] }));
  expect(stderr).toBe(`Wrote ${file}\n`);
  expect(stdout).toContain("sends attempt 1");
  expect(JSON.parse(readFileSync(file, "utf8")).displayTimeUnit).toBe("ms");
  rmSync(folder, { recursive: true });
});

test.each([
  [["--step", "opne"], '--step: "opne" is unknown, did you mean open?'],
  [["--ended", "lost"], '--ended of a grab: "lost" is unknown'],
  [
    ["--step", "shake", "--ended", "opened"],
    '--ended of a shake: "opened" is unknown, expected one of full, degraded, refused, failed, answered, noLuck, won',
  ],
  [["--where", "sett=3"], '--where: "sett" is unknown, did you mean set?'],
  [["--where", "set=7"], '--where set: "7" is unknown, expected one of set-00, set-01'],
  [["--where", "set=0", "--where", "set=1"], "--where: set is given twice"],
  [["--count", "0"], '--count: found "0", expected a number from 1'],
  [["--at", "20:00:05", "--from", "20:01"], "--at 20:00:05 is before the run begins"],
])("%j is refused", async (words, message) => {
  const { code, stderr } = await traced(words);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
