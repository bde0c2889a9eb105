import { expect, test } from "vitest";
import { joins } from "../../src/report/sections/joins.ts";
import { viewOf } from "../../src/report/view.ts";
import { fixtureResult } from "./fixture.ts";

const plain = (html: string): string => html.replaceAll("\u00a0", " ").replace(/<[^>]+>/g, "|");

test("sets that joined stand beside their share of the new orders; no table without any", () => {
  const result = fixtureResult();
  expect(joins(viewOf(result)).text).toBe("");
  const join = {
    region: "sz",
    atMs: 5_760_000,
    sets: ["set-48", "set-49"],
    before: 24,
    fullAtMs: 5_780_000,
    theory: 2 / 26,
    ringShare: 0.08,
    newOrdersShare: null,
  };
  const told = plain(joins(viewOf({ ...result, joins: [join] })).text);
  for (const words of ["21:36:00", "set-48 and set-49", "24 to 26", "21:36:20", "7.69 %", "8 %"])
    expect(told).toContain(words);
});
