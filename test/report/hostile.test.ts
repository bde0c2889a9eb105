import { expect, test } from "vitest";
import { renderReport } from "../../src/report/report.ts";
import type { Result } from "../../src/result/result.ts";
import { fixtureResult } from "./fixture.ts";

const HOSTILE = [
  `</script><img src=x onerror=alert(1)>`,
  `</style><svg onload=alert(1)>`,
  `" onmouseover="alert(1)" x='`,
  `'); alert(1); ('`,
  "a\u2028b\u2029c",
  "\u202egnp.exe\u2066",
  "😀👩‍👩‍👧‍👦\ud83d",
  `]]><!--`,
  "nul\u0000 and bell\u0007",
  "{{1+1}} datum.value",
  "x".repeat(10_000),
];

/** Names are drawn alike whatever the size of the evening. */
const SMALL = { seconds: 2700, setCount: 4 };

/** Every string of the scenario replaced by a hostile one, and every part renamed to one. */
function hostile(text: string): Result {
  const result = fixtureResult(SMALL);
  const rename = <T>(parts: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(parts).map(([name, of], i) => [i === 0 ? text : name, of]));
  return {
    ...result,
    seed: text,
    command: text,
    complete: true,
    incompleteBecause: [text],
    scenario: {
      ...result.scenario,
      name: text,
      description: text,
      sha256: text,
      resolved: { regions: [{ id: "sz", name: text }] },
      assumptions: [{ path: text, value: text, mark: "yours", source: text, meaning: text }],
    },
    scale: { k: 106, notes: [text] },
    engine: { name: "hongbao", version: text },
    totals: { ...result.totals, shake: { ...result.totals.shake, refused: { [text]: 5 } } },
    timeline: result.timeline.map((event) => ({ ...event, part: text, text })),
    money: { ...result.money, violations: [text] },
    topology: {
      nodes: result.topology.nodes.map((node, i) => (i % 7 === 0 ? { ...node, id: text, name: text } : node)),
    },
    series: {
      ...result.series,
      parts: Object.fromEntries(Object.entries(result.series.parts).map(([name, of]) => [name, rename(of)])),
    },
  };
}

/** Elements and attributes in the page: what a hostile string would have to add to. */
function shape(html: string): { tags: string[]; handlers: number; scripts: number } {
  const tags = [
    ...new Set([...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name = ""]) => name.toLowerCase())),
  ].sort();
  const inTags = [...html.matchAll(/<[a-z][^<>]*>/gi)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));
  return {
    tags,
    handlers: inTags.filter((tag) => /\son[a-z]+\s*=/i.test(tag)).length,
    scripts: [...html.matchAll(/<\/?script/gi)].length,
  };
}

const harmless = shape(renderReport(fixtureResult(SMALL)));

const MIXED = HOSTILE.slice(0, -1).join(" ");

test.each([
  ["of markup, quotes, separators and overrides", MIXED],
  ["that closes a script", HOSTILE[0] ?? ""],
  ["that is no plain key", "__proto__"],
  ["of 10,000 characters", HOSTILE.at(-1) ?? ""],
])("a name %s does nothing but appear", (_, text) => {
  const html = renderReport(hostile(text));
  const found = shape(html);
  expect(found.tags.filter((name) => !harmless.tags.includes(name))).toEqual([]);
  expect(found.handlers).toBe(0);
  expect(found.scripts).toBe(harmless.scripts);
  expect(html).not.toMatch(/[\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
  expect(html).not.toContain("\u0000");
  expect(html).not.toMatch(/\p{Cs}/u);
  expect(Buffer.byteLength(html)).toBeLessThan(3_000_000);
  const data = /<script type="application\/json" id="live-data">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
  expect(() => JSON.parse(data)).not.toThrow();
});
