import { expect, test } from "vitest";
import { RowLocks } from "../../../src/model/storage/row-locks.ts";

test("who waits is served in order, whoever gives up between", () => {
  const rows = new RowLocks();
  for (let ticket = 0; ticket < 4; ticket++) {
    rows.enter(5, 0);
    rows.push(5, ticket);
  }
  rows.remove(5, 3);
  rows.remove(5, 1);
  rows.commit(5);
  rows.leave(5);
  rows.commit(5);
  rows.leave(5);
  rows.enter(5, 0);
  rows.push(5, 20);
  expect([rows.shift(5), rows.shift(5), rows.shift(5), rows.shift(5)]).toEqual([0, 2, 20, -1]);
  expect([rows.presentAt(5), rows.waitingAt(5)]).toEqual([3, 0]);
});

test("a row that everybody has left is as free as one where nobody ever was", () => {
  const rows = new RowLocks();
  for (let row = 0; row < 1000; row++) {
    rows.enter(row, 7);
    rows.enter(row + 1, 0);
    rows.push(row, 1);
    rows.push(row + 1, 2);
    expect([rows.isFree(row, 0), rows.shift(row), rows.shift(row + 1)]).toEqual([false, 1, 2]);
    rows.commit(row);
    rows.leave(row);
    rows.commit(row + 1);
    rows.leave(row + 1);
    expect([rows.isFree(row, 0), rows.presentAt(row), rows.waitingAt(row), rows.shift(row)]).toEqual([
      true,
      0,
      0,
      -1,
    ]);
  }
});
