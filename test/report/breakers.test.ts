import { expect, test } from "vitest";
import { breakers } from "../../src/report/sections/breakers.ts";
import { viewOf } from "../../src/report/view.ts";
import { fixtureResult } from "./fixture.ts";

const plain = (html: string): string => html.replaceAll("\u00a0", " ").replace(/<[^>]+>/g, "|");

test("circuit breakers that opened stand with how long they did and whom they answered; no table without any", () => {
  const result = fixtureResult();
  expect(breakers(viewOf(result)).text).toBe("");
  expect(breakers(viewOf({ ...result, breakers: [] })).text).toBe("");
  const one = {
    from: "sz",
    to: "sh",
    opened: 2,
    reopened: 7,
    openMs: 43_000,
    answeredAtOnce: 51_200,
    probed: 9,
  };
  const told = plain(breakers(viewOf({ ...result, breakers: [one] })).text);
  for (const words of ["|sz|", "|sh|", "2, and 7 after a try", "43 s", "51.2 k", "|9|"])
    expect(told).toContain(words);
});
