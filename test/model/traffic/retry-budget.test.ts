import fc from "fast-check";
import { expect, test } from "vitest";
import { RetryBudget } from "../../../src/model/traffic/retry-budget.ts";

test("ten first attempts at a tenth each earn one retry", () => {
  const budget = new RetryBudget({ share: 0.1, burst: 1 });
  expect([budget.spend(), budget.spend()]).toEqual([true, false]);
  for (let i = 0; i < 9; i++) budget.earn();
  expect(budget.spend()).toBe(false);
  budget.earn();
  expect([budget.spend(), budget.spend()]).toEqual([true, false]);
});

test("retries are never more than the burst and a share of the first attempts, however they come", () => {
  const params = fc.record({ share: fc.double({ min: 0, max: 2, noNaN: true }), burst: fc.nat(20) });
  fc.assert(
    fc.property(params, fc.array(fc.boolean(), { maxLength: 500 }), ({ share, burst }, steps) => {
      const budget = new RetryBudget({ share, burst });
      let [earned, spent] = [0, 0];
      for (const isFirst of steps) {
        if (isFirst) {
          budget.earn();
          earned++;
        } else if (budget.spend()) spent++;
        expect(spent).toBeLessThanOrEqual(burst + share * earned + 1e-6);
      }
    }),
  );
});
