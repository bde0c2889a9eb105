import { expect, test } from "vitest";
import { RequestTable } from "../../../src/model/site/request-table.ts";
import { GRAB, SHAKE } from "../../../src/model/workflow/step.ts";

test("a request starts with no attempt and no order", () => {
  const table = new RequestTable();
  const slot = table.take(GRAB, 2, 1.25);
  expect([table.step(slot), table.entry(slot), table.path(slot)]).toEqual([GRAB, 2, 1.25]);
  expect([table.attempts(slot), table.order(slot)]).toEqual([0, -1]);
});

test("every field keeps what was put into it, whatever is put into the others", () => {
  const table = new RequestTable();
  const slot = table.take(SHAKE, 1, 0.5);
  table.setFirstMs(slot, 1.5);
  table.attempt(slot, 2.5);
  table.attempt(slot, 7.5);
  table.setEnteredMs(slot, 8.5);
  table.setOrder(slot, 2 ** 50 + 1);
  table.setMember(slot, 2 ** 30);
  table.setNewPacket(slot, 20_000, 100);
  table.setSet(slot, 999);
  expect([table.firstMs(slot), table.attemptMs(slot), table.enteredMs(slot)]).toEqual([1.5, 7.5, 8.5]);
  expect([table.attempts(slot), table.order(slot), table.member(slot)]).toEqual([2, 2 ** 50 + 1, 2 ** 30]);
  expect([table.amountFen(slot), table.shares(slot), table.set(slot)]).toEqual([20_000, 100, 999]);
});

test("a freed slot is used again, as new, and the others keep their places", () => {
  const table = new RequestTable();
  const first = table.take(SHAKE, 0, 0);
  const second = table.take(GRAB, 1, 0.75);
  table.attempt(first, 1);
  table.setOrder(first, 5);
  table.free(first);
  expect(table.take(GRAB, 2, 0.25)).toBe(first);
  expect([table.attempts(first), table.order(first), table.size]).toEqual([0, -1, 2]);
  expect([table.step(second), table.path(second)]).toEqual([GRAB, 0.75]);
});

test("an answer to an earlier call, or to a request that has ended, finds another generation", () => {
  const table = new RequestTable();
  const slot = table.take(SHAKE, 0, 0);
  const first = table.renew(slot);
  const second = table.renew(slot);
  expect(table.generation(slot)).toBe(second);
  expect(first).not.toBe(second);
  table.free(slot);
  table.take(GRAB, 0, 0);
  expect(table.generation(slot)).not.toBe(second);
});

test("it grows without losing anything", () => {
  const table = new RequestTable();
  const slots = Array.from({ length: 5000 }, (_, i) => {
    const slot = table.take(SHAKE, 0, 0);
    table.setOrder(slot, i);
    return slot;
  });
  expect(table.size).toBe(5000);
  expect(new Set(slots).size).toBe(5000);
  expect(slots.every((slot, i) => table.order(slot) === i)).toBe(true);
});
