import { describe, expect, test } from "vitest";
import { checkReportSchema } from "../../../src/check/check-report.ts";
import { levelOf } from "../../../src/check/level.ts";
import { figureText, intervalText, limitText, marginText } from "../../../src/check/output/figure-text.ts";
import { checkAnnotations } from "../../../src/check/output/github.ts";
import { checkMarkdown } from "../../../src/check/output/markdown.ts";
import { checkText } from "../../../src/check/output/text.ts";
import { checkHtml } from "../../../src/cli/check-html.ts";
import {
  failing,
  HOSTILE,
  noData,
  sampleJudged,
  sampleReport,
  sampleScenario,
  undecided,
} from "./sample-report.ts";

const hostile = (name: string) =>
  sampleReport([
    sampleScenario({
      name,
      file: name,
      error: name,
      verdicts: [sampleJudged({ text: name }), failing({ text: name, why: name, replay: name })],
    }),
  ]);

describe("figures in words", () => {
  test.each([
    [2500, "ms", "2.5 s"],
    [45.123456, "ms", "45.12 ms"],
    [0, "ms", "0 ms"],
    [0.5, "share", "50 %"],
    [0.999953, "share", "99.9953 %"],
    [0.99999999, "share", "99.999999 %"],
    [1, "share", "100 %"],
    [1.0261, "share", "102.61 %"],
    [0, "share", "0 %"],
    [14_000_000, "1/s", "14.0 M/s"],
    [1.0034, "factor", "1.003"],
    [3, "fen", "3 fen"],
  ] as const)("%d in %s is %s", (value, unit, text) => {
    expect(figureText(value, unit)).toBe(text);
  });

  test("limits, intervals and margins say which side is meant", () => {
    expect(limitText(3000, null, "ms")).toBe("at most 3 s");
    expect(limitText(3000, 100, "ms")).toBe("at least 100 ms, at most 3 s");
    expect(intervalText(null, 3000, "ms")).toBe("? to 3 s");
    expect(intervalText(null, null, "ms")).toBe("-");
    expect([0.1667, -0.003, 0.00001, -0.00001, 0, null].map(marginText)).toEqual([
      "+17 %",
      "-0.3 %",
      "+<0.1 %",
      "-<0.1 %",
      "+0 %",
      "-",
    ]);
  });
});

test("text, Markdown and page say how sure verdicts are, and how many limits and looks share what may go wrong", () => {
  const verdicts = [sampleJudged({ min: 1000 }), sampleJudged(), failing({ confidence: 0.95 })];
  const report = sampleReport([sampleScenario({ verdicts })]);
  const told =
    "confidence 99 %, of 1 verdict 95 %; what may go wrong is shared by 4 limits and 3 looks, half of it held back";
  for (const text of [checkText(report, { colour: false }), checkMarkdown(report), checkHtml(report)])
    expect(text).toContain(told);
  expect(checkHtml(report)).not.toContain("in a hundred");
  expect(checkMarkdown(report)).toContain("| margin | samples | seeds |");
});

test("where nothing was judged nothing is said of confidence", () => {
  expect(checkText(sampleReport([sampleScenario({ verdicts: [] })]), { colour: false })).not.toContain(
    "confidence",
  );
});

describe("what a verdict means to the build", () => {
  const level = (
    judged: ReturnType<typeof sampleJudged>,
    failOn: "error" | "warn" | "never",
    onUndecided: "fail" | "warn" | "pass" = "fail",
  ) => levelOf(judged, { failOn, onUndecided });

  test("a budget that fails ends it by its severity", () => {
    expect(level(failing(), "error")).toBe("error");
    expect(level(failing({ severity: "warn" }), "error")).toBe("warning");
    expect(level(failing({ severity: "warn" }), "warn")).toBe("error");
    expect(level(failing(), "never")).toBe("warning");
  });

  test("an undecided one does what was asked for", () => {
    expect(level(undecided(), "error", "fail")).toBe("error");
    expect(level(undecided(), "error", "warn")).toBe("warning");
    expect(level(undecided(), "error", "pass")).toBe("none");
  });

  test("no data never passes", () => {
    for (const onUndecided of ["fail", "warn", "pass"] as const)
      expect(level(noData(), "error", onUndecided)).toBe("error");
  });
});

describe("text", () => {
  test("has a line a budget, and what to do about those that do not pass", () => {
    expect(checkText(sampleReport(), { colour: false })).toMatchInlineSnapshot(`
      "scenarios/night.yaml: A night (5 seeds, scale 1/319)
        ✓ pass      grab-fast    2.5 s  (2.4 s to 2.6 s)      at most 3 s   +17 %
        ✗ fail      core       98.95 %  (98.5 % to 99 %)  at least 99.9 %  -0.9 %
            core requests answered; 20:00:00-20:01:00
            worst seed: gala/3 with 98.5 %, 20:00:31-20:00:32
            hongbao run scenarios/night.yaml --seed=gala/3
        ? undecided goodput      2.5 s  (2.4 s to 2.6 s)      at most 3 s   +17 %
            p99 of the client latency of grab; 20:00:00-20:01:00
            the limit lies within the interval (12345 samples of 5 seeds, 1000 needed)
            worst seed: gala/3 with 2.55 s, 20:00:31-20:00:32
            hongbao run scenarios/night.yaml --seed=gala/3
        ∅ no data   p9999            -               (-)      at most 3 s       -
            p99 of the client latency of grab; 20:00:00-20:01:00
            fewer than 100000 samples (12345 samples of 5 seeds, 1000 needed)
        confidence 99 %; what may go wrong is shared by 4 limits and 3 looks, half of it held back

      1 scenario, 4 verdicts: 1 pass, 1 fail, 1 undecided, 1 no data
      "
    `);
  });

  test("has colour beside the signs and words, never instead of them", () => {
    const plain = checkText(sampleReport(), { colour: false });
    const coloured = checkText(sampleReport(), { colour: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of terminals
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(plain);
    expect(coloured).toContain("\u001b[31m✗ fail\u001b[0m");
  });

  test.each(HOSTILE)("a name such as %j moves no cursor and breaks no line", (name) => {
    const lines = checkText(hostile(name), { colour: false }).split("\n");
    expect(lines).toHaveLength(checkText(hostile("plain"), { colour: false }).split("\n").length);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come out
    expect(lines.join("")).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});

describe("GitHub's annotations", () => {
  test("stand at the budgets' lines, worst first, and only for those that do not pass", () => {
    const verdicts = [
      sampleJudged(),
      failing({ id: "slightly", margin: -0.01 }),
      failing({ id: "warned", level: "warning", margin: -9 }),
      noData(),
      failing({ id: "by-far", margin: -0.5, place: { file: "base.yaml", line: 3, column: 7 } }),
    ];
    const lines = checkAnnotations(sampleReport([sampleScenario({ verdicts })]))
      .trimEnd()
      .split("\n");
    expect(lines.map((line) => /title=\w+(?: data)?%3A ([\w-]+)/.exec(line)?.[1])).toEqual([
      "by-far",
      "slightly",
      "p9999",
      "warned",
    ]);
    expect(lines[0]).toMatch(
      /^::error file=base\.yaml,line=3,col=7,title=fail%3A by-far \(A night\)::core requests/,
    );
    expect(lines[3]).toMatch(/^::warning file=scenarios\/night\.yaml,line=12,col=5,/);
  });

  test("of a limit from a flag have no line", () => {
    const place = { file: "--set budgets.core.min=99%", line: null, column: null };
    const report = sampleReport([sampleScenario({ verdicts: [failing({ place })] })]);
    expect(checkAnnotations(report)).toMatch(/^::error title=/);
  });

  test("escape percent signs and line breaks, and in properties colons and commas", () => {
    const name = "100% a, b: c\nd";
    const [line = "", ...rest] = checkAnnotations(hostile(name)).trimEnd().split("\n");
    expect(rest).toEqual([]);
    expect(line).toContain("title=fail%3A core (100%25 a%2C b%3A c%0Ad)::100%25 a, b: c%0Ad: 98.95 %25");
  });

  test.each(HOSTILE)("a name such as %j makes one command and no other", (name) => {
    const lines = checkAnnotations(hostile(name)).split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^::error [^\r\n]*$/);
  });
});

describe("Markdown", () => {
  test("has a table a scenario and tells in full what does not pass", () => {
    const text = checkMarkdown(sampleReport());
    expect(text).toContain("| ✗ fail | <code>core</code><br>core requests answered | 98.95 % |");
    expect(text).toContain("<code>hongbao run scenarios/night.yaml --seed=gala/3</code>");
    expect(text.split("\n").filter((line) => line.startsWith("- "))).toHaveLength(3);
  });

  test.each(HOSTILE)("a name such as %j is shown, not read", (name) => {
    const text = checkMarkdown(hostile(name));
    expect(text).not.toMatch(/<(?:script|img|b)\b/);
    const rows = text.split("\n").filter((line) => line.startsWith("| "));
    for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(10);
    expect(rows).toHaveLength(3);
    expect(text).not.toContain("[link](");
  });

  test("stays below 1 MiB, whatever comes: what passes goes first, and what is left out is told", () => {
    const passing = sampleScenario({ verdicts: Array.from({ length: 9000 }, () => sampleJudged()) });
    const left = checkMarkdown(sampleReport([passing, sampleScenario()]));
    expect(Buffer.byteLength(left)).toBeLessThan(100_000);
    expect(left).toContain("Budgets that pass are left out");
    expect(left).toContain("core requests answered");
    const broken = sampleScenario({
      verdicts: Array.from({ length: 2000 }, () => failing({ why: "一".repeat(60) })),
    });
    const clipped = checkMarkdown(sampleReport([broken, broken, broken, broken]));
    expect(Buffer.byteLength(clipped)).toBeLessThan(1024 * 1024);
    expect(clipped).toMatch(/And \d more scenarios\.\n$/);
  });
});

describe("the page", () => {
  test("needs nothing from anywhere and runs no script", () => {
    const page = checkHtml(sampleReport());
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-`);
    expect(page).not.toMatch(/<script|src=|href=|url\((?!#)/);
    expect(page).toContain("core requests answered");
    expect(page).toContain("hongbao run scenarios/night.yaml --seed=gala/3");
  });

  test("tells verdicts, intervals and margins as the capacity report does", () => {
    const page = checkHtml(sampleReport());
    for (const column of ["interval", "margin", "rests on", "worst"])
      expect(page).toContain(`<th scope="col">${column}`);
    expect(page).toContain(`<span class="tone bad"><span aria-hidden="true">✗</span> fail</span>`);
  });

  test.each(HOSTILE)("a name such as %j is shown, not read", (name) => {
    const tags = (page: string) => [...page.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag);
    expect(tags(checkHtml(hostile(name)))).toEqual(tags(checkHtml(hostile("plain"))));
  });
});

test("what is printed as JSON is what the contract says", () => {
  const report = sampleReport();
  expect(checkReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
});
