import { expect, test } from "vitest";
import { incidentFacts } from "../../src/report/sections/incidents.ts";
import { later } from "../../src/report/sections/later.ts";
import { viewOf } from "../../src/report/view.ts";
import { fixtureResult } from "./fixture.ts";
import { fixtureIncidents } from "./fixture-incidents.ts";

const plain = (html: string): string => html.replaceAll("\u00a0", " ").replace(/<[^>]+>/g, "");

test("whoever was told to come back later is told of, with what was seen meanwhile; nothing where nobody was", () => {
  const result = fixtureResult();
  expect(later(viewOf(result)).text).toBe("");
  const of = {
    withPage: { cache: 326_656, backupCache: 0, replica: 12, primary: 0, shared: 0 },
    withoutPage: 19_140,
    byAccess: 0,
    readAgain: 0,
    cameBack: 279_763,
  };
  const told = plain(later(viewOf({ ...result, later: of })).text);
  expect(told).toContain("327 k saw the packet as the cache had it");
  expect(told).toContain("12 saw the packet as a copy had it");
  expect(told).toContain("280 k openings were tried again");
  expect(told).not.toContain("masked and silent");
});

test("a fault's card says how many of those inside were told to come back later", () => {
  const [first] = fixtureIncidents;
  if (first?.blast === null || first === undefined)
    throw new Error("the fixture's first fault has a blast radius");
  const { inside } = first.blast;
  const incident = { ...first, blast: { ...first.blast, inside: { ...inside, later: inside.requests / 4 } } };
  const view = viewOf({ ...fixtureResult(), incidents: [incident] });
  const facts = incidentFacts(view, 0).map(([name, value]) =>
    plain(`${name}: ${typeof value === "string" ? value : value.text}`),
  );
  expect(facts.filter((fact) => /later.*25 % of those inside$/.test(fact))).toHaveLength(1);
});
