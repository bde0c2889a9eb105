import { expect, test } from "vitest";
import { runLab } from "../../src/run/lab-run.ts";
import { exactLabs, readLab } from "../theory/lab-cases.ts";

test.each(exactLabs())("%s meets its exact values, each to its tolerance", async (name) => {
  const { exact, complete } = await runLab(readLab(name));
  expect(complete).toBe(true);
  expect(exact.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
});
