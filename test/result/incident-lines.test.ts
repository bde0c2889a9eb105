import { expect, test } from "vitest";
import { incidentLines } from "../../src/result/incident-lines.ts";
import type { Incident } from "../../src/result/result.ts";
import { sampleResult } from "./sample-result.ts";

const side = { requests: 100, answered: 80, refused: 0, failed: 20, availability: 0.8 };
const CUT: Incident = {
  kind: "cutLine",
  part: "sz-sh-main",
  text: "digger",
  atMs: 1000,
  untilMs: 61_000,
  foundAfterMs: 3500,
  avoidedAfterMs: 4500,
  recoveredAfterMs: 6000,
  returnedAfterMs: 92_000,
  touched: { requests: 1_500_000, membersUnseen: 500_000, attemptsWithoutAccess: 0 },
  blast: { share: 0.2, theory: null, inside: side, outside: side },
  survivors: null,
};
const NOBODY = { requests: 0, membersUnseen: 0, attemptsWithoutAccess: 0 };

test("a fault is told in a line: found, avoided, recovered, whom it touched", () => {
  expect(incidentLines(sampleResult({ incidents: [CUT] }), 3)).toEqual([
    "sz-sh-main: found 3.50 s, avoided 4.50 s, recovered 6.00 s, 2.00 M touched",
  ]);
});

test("what nobody found is told so, and what touched nobody and was not found is left out", () => {
  const lost: Incident = {
    ...CUT,
    foundAfterMs: null,
    avoidedAfterMs: null,
    recoveredAfterMs: null,
    blast: null,
  };
  const unnoticed: Incident = { ...lost, touched: NOBODY };
  expect(incidentLines(sampleResult({ incidents: [unnoticed, lost] }), 3)).toEqual([
    "sz-sh-main: not found, not avoided, not recovered, 2.00 M touched",
  ]);
});

test("no more lines are taken than there is room for, and none of a result that knows no incidents", () => {
  expect(incidentLines(sampleResult({ incidents: [CUT, CUT, CUT] }), 2).length).toBe(2);
  const { incidents: _, ...older } = sampleResult();
  expect(incidentLines(older, 3)).toEqual([]);
});
