import { expect, test } from "vitest";
import { rungTable } from "../../src/report/sections/rung-table.ts";
import { viewOf } from "../../src/report/view.ts";
import { fixtureResult } from "./fixture.ts";

const plain = (html: string): string => html.replaceAll("\u00a0", " ").replace(/<[^>]+>/g, "|");

test("a rung that was taken stands with the servers' time that it saved and the requests that did without", () => {
  const result = fixtureResult();
  const view = viewOf(result);
  const name = view.rungSpans[0]?.rung ?? "none";
  const ladder = [
    {
      where: "sets" as const,
      rung: name,
      gives: "avatars",
      parts: 3,
      taken: 4,
      heldMs: 90_000,
      savedMs: 7200_000,
      requests: 51_200,
    },
  ];
  const told = plain(rungTable(viewOf({ ...result, ladder })).text);
  for (const words of [name, "2 h", "51.2 k"]) expect(told).toContain(words);
});
