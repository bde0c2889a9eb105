import { expect, test } from "vitest";
import { blastRadius } from "../../src/report/sections/blast-radius.ts";
import { viewOf } from "../../src/report/view.ts";
import { fixtureResult } from "./fixture.ts";

const plain = (html: string): string => html.replaceAll("\u00a0", " ").replace(/<[^>]+>/g, "");
const result = fixtureResult();
const html = blastRadius(viewOf(result)).text;
const cards = [...html.matchAll(/<article class="incident">.*?<\/article>/gs)].map(([text]) => text);

test("each fault has a card with its stations in the order in which they came", () => {
  expect(cards).toHaveLength(2);
  const [set = "", line = ""] = cards.map((card) =>
    plain(/<ol class="phases">.*?<\/ol>/s.exec(card)?.[0] ?? ""),
  );
  expect(set).toBe(
    "struck 21:36:00found after 3 savoided after 4 sended after 4 minrecovered after 4 min 1 sused again after 4 min 11 s",
  );
  // Nobody was worse off, so nothing recovered; what never came stands last.
  expect(line).toBe(
    "struck 22:01:30found after 1.2 sended after 4 min 30 savoided not in this runused again not in this run",
  );
});

test("a card tells whom the fault concerned and how they fared beside all others", () => {
  const [set = "", line = ""] = cards.map(plain);
  expect(set).toContain("0.51 % of the requests; of the sets it is 2.08 %");
  expect(set).toMatch(/answered of those inside ?80\.2 %/);
  expect(set).toMatch(/answered of all others ?99\.999 %/);
  expect(set).toContain("23 of 24 sets left carried");
  expect(set).toContain("1.04 × their load before, the busiest 1.20 ×; shared evenly it is 1.04 ×");
  expect(line).toContain("1.2 k members who were not shown a packet");
  expect(line).not.toContain("of the sets it is");
});

test("a result of a time before incidents still tells what users saw of a fault", () => {
  const { incidents: _, ...old } = result;
  const told = blastRadius(viewOf(old)).text;
  expect(told).not.toContain("phases");
  expect(plain(told)).toContain("refused or failed meanwhile");
});

test("after the eighth fault a row must do", () => {
  const faults = Array.from({ length: 60 }, (_, i) => ({
    atMs: 1_000_000 + i * 60_000,
    untilMs: 1_010_000 + i * 60_000,
    kind: "fault" as const,
    part: `set-${i}`,
    text: "gone",
  }));
  const many = blastRadius(viewOf({ ...result, incidents: [], timeline: faults })).text;
  expect(many.match(/<article/g)).toHaveLength(8);
  expect(many.match(/<tr>/g)).toHaveLength(41);
  expect(plain(many)).toContain("12 more faults left out");
});
