import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { placeAxis } from "../../src/report/sweep/place-axis.ts";
import { renderSweep } from "../../src/report/sweep/sweep-report.ts";
import type { SweepResult } from "../../src/result/sweep/sweep-result.ts";

const HOSTILE = '</script><script>alert(1)</script>"\u202e';

function sweep(values: readonly string[][], axes: string[]): SweepResult {
  return {
    format: "hongbao-sweep",
    version: 1,
    plan: {
      format: "hongbao-sweep-plan",
      version: 1,
      engine: { name: "hongbao", version: "1.0.0" },
      scenario: { name: HOSTILE, description: HOSTILE, kind: "lab" },
      flags: ["--set", `name=${HOSTILE}`],
      seeds: ["a"],
      axes,
      points: values.map((of) => ({
        values: of,
        scenario: "0",
        jobs: ["0"],
        limits: [{ id: "slow", max: 6000, min: null }],
      })),
    },
    complete: false,
    figures: [
      { id: "slow", text: `p99 ${HOSTILE}`, unit: "ms", better: "less", budgeted: true },
      { id: "still", text: "stands still", unit: "share", better: "less", budgeted: false },
      { id: "moves", text: "moves", unit: "1/s", better: "more", budgeted: false },
    ],
    points: values.map((_, i) => ({
      figures: [
        { estimate: 5000 + 100 * i, low: 4900, high: null },
        { estimate: 0.5, low: null, high: null },
        { estimate: i, low: i - 1, high: i + 1 },
      ],
      runs: [
        {
          seed: HOSTILE,
          job: "0",
          status: i === 0 ? "failed" : "done",
          message: HOSTILE,
          events: 1,
          figures: [1, 1, 1],
        },
      ],
    })),
  };
}

const numbers = [["1"], ["2"], ["5"]];

test("the page of a sweep has no script, names its style by hash, and shows hostile names as text", () => {
  const page = renderSweep(sweep(numbers, [HOSTILE]));
  const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  expect(page).toContain(
    `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
  );
  expect(page).not.toMatch(/<script|\u202e|<link|@import|url\(http|src=/);
  expect(page).toContain("&lt;/script&gt;");
});

test("budgets' figures have a chart with their limit, others where they move, and none where they stand still", () => {
  const page = renderSweep(sweep(numbers, ["sets.count"]));
  expect(page.match(/<figure /g)).toHaveLength(2);
  expect(page).toContain("limit of a budget");
  expect(page).toContain("From 5\u00a0s at 1 to 5.2\u00a0s at 5.");
  expect(page).not.toContain("stands still");
  expect(page).toContain("Runs that failed or are missing");
});

test("a line for each of the other values; points drawn at random are not joined, with a chart for each axis", () => {
  const grid = renderSweep(
    sweep(
      [
        ["1", "x"],
        ["2", "x"],
        ["1", "y"],
        ["2", "y"],
      ],
      ["a.count", "b.mode"],
    ),
  );
  expect(grid).toContain("mode x</li>");
  expect(grid.match(/<figure /g)).toHaveLength(2);
  const random = renderSweep(
    sweep(
      [
        ["1ms", "4"],
        ["2ms", "9"],
        ["3ms", "5"],
      ],
      ["a", "b"],
    ),
  );
  expect(random.match(/<figure /g)).toHaveLength(4);
});

test("values over decades stand at their logarithms, others at their numbers, words in their order", () => {
  const decades = placeAxis("clients", ["1", "10", "100", "1000"]);
  expect(["1", "10", "1000"].map((value) => decades.at(value))).toEqual([0, 1, 3]);
  expect(decades.ticks.map(({ text }) => text)).toEqual(["1", "10", "100", "1000"]);
  expect(placeAxis("clients", ["10", "20", "30"]).at("20")).toBe(20);
  expect(placeAxis("clients", ["0us", "10us", "1000us"]).at("10us")).toBe(10);
  expect(placeAxis("engine", ["db", "cas"]).at("cas")).toBe(1);
});

test("the same sweep gives the same bytes", () => {
  expect(renderSweep(sweep(numbers, ["a"]))).toBe(renderSweep(sweep(numbers, ["a"])));
});
