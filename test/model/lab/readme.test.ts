import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runLab } from "../../../src/run/lab-run.ts";
import { labTwin } from "../../../src/run/lab-twin.ts";
import { loadAny } from "../../../src/scenario/load.ts";

const PAGE = readFileSync(new URL("../../../src/model/lab/README.md", import.meta.url), "utf8");
const EXAMPLES = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

test.each(EXAMPLES)("an example of the page runs: %s", async (text) => {
  const loaded = loadAny({ text, name: "README.md" });
  if (!loaded.ok || loaded.scenario.kind !== "lab") throw new Error(JSON.stringify(loaded));
  const { complete, stations } = await runLab(labTwin(loaded.scenario, 100));
  expect(complete).toBe(true);
  for (const { figures } of stations) expect(figures["response.mean"]?.estimate).toBeGreaterThan(0);
});
