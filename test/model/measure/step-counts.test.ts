import { expect, test } from "vitest";
import {
  COLUMNS,
  FAILED,
  FAILED_CALL,
  FAILURES,
  FULL,
  OFFERED,
  OPENED,
  OUTCOMES,
  REFUSED,
  REFUSED_BY_SET,
  REFUSERS,
  StepCounts,
} from "../../../src/model/measure/step-counts.ts";
import { GRAB, OPEN, SHAKE } from "../../../src/model/workflow/step.ts";

const at = (counts: StepCounts, step: number, column: number) =>
  counts.windows.column(step * COLUMNS + column);

test("a request is offered in the window of its first attempt and ends in that of its answer", () => {
  const counts = new StepCounts(1000);
  counts.count(OPEN, OFFERED, 500);
  counts.answered(OPEN, FULL, OPENED, 2500);
  expect([...at(counts, OPEN, OFFERED)]).toEqual([1, 0, 0]);
  expect([...at(counts, OPEN, FULL)]).toEqual([0, 0, 1]);
  expect(counts.outcomes[OPEN * OUTCOMES.length + OPENED]).toBe(1);
});

test("who refused and why it failed are counted by step, besides the windows", () => {
  const counts = new StepCounts(1000);
  counts.refused(GRAB, REFUSED_BY_SET, 100);
  counts.failed(GRAB, FAILED_CALL, 100);
  counts.failed(GRAB, FAILED_CALL, 1100);
  expect([...at(counts, GRAB, REFUSED)]).toEqual([1, 0]);
  expect([...at(counts, GRAB, FAILED)]).toEqual([1, 1]);
  expect(counts.refusedBy[GRAB * REFUSERS.length + REFUSED_BY_SET]).toBe(1);
  expect(counts.failedBy[GRAB * FAILURES.length + FAILED_CALL]).toBe(2);
  expect(counts.failedBy[OPEN * FAILURES.length + FAILED_CALL]).toBe(0);
});

test("districts merged have all that each counted", () => {
  const [one, two] = [new StepCounts(1000), new StepCounts(1000)];
  one.count(SHAKE, OFFERED, 0);
  two.count(SHAKE, OFFERED, 0);
  two.count(SHAKE, OFFERED, 3000);
  two.failed(SHAKE, FAILED_CALL, 0);
  one.merge(two);
  expect([...at(one, SHAKE, OFFERED)]).toEqual([2, 0, 0, 1]);
  expect(one.failedBy[SHAKE * FAILURES.length + FAILED_CALL]).toBe(1);
});
