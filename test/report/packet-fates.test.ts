import { expect, test } from "vitest";
import { packetFates } from "../../src/report/charts/packet-fates.ts";
import { viewOf } from "../../src/report/view.ts";
import { fixtureResult } from "./fixture.ts";

const STEPS = ["send", "grab", "open", "share"] as const;

test("what became of sends, grabs, opens and shares is that of the four together, ten seconds at a time", () => {
  const result = fixtureResult({ seconds: 1200, setCount: 4 });
  const drawing = packetFates.draw(viewOf(result));
  if (drawing === null || typeof drawing === "string") throw new Error("there is no drawing");
  const of = (name: string) => drawing.time?.series.find((one) => one.name === name)?.of.values ?? [];
  const seconds = Array.from({ length: 10 }, (_, i) => 300 + i);
  const sum = (fate: "full" | "degraded" | "refused" | "failed" | "offered"): number =>
    seconds.reduce(
      (total, s) => total + STEPS.reduce((all, step) => all + (result.series.steps[step][fate][s] ?? 0), 0),
      0,
    ) / 10;
  expect(of("answered in full")[30]).toBeCloseTo(sum("full"), 6);
  expect(of("failed")[30]).toBeCloseTo(sum("failed"), 6);
  expect(of("offered")[30]).toBeCloseTo(sum("offered"), 6);
});
