import { describe, expect, test } from "vitest";
import { openStream } from "../../src/kernel/random.ts";
import { drawAmountFen } from "../../src/model/storage/amount.ts";
import { Ledger } from "../../src/model/storage/ledger.ts";

describe("splitting by the double mean", () => {
  // validity.md: 100 yuan in 10: every share has mean 10; sd of the first 5.773503, of the last two 7.676186.
  test("gives every share the same mean, and the standard deviations of the rule", () => {
    const stream = openStream("laws", "amounts");
    const n = 250_000;
    const sum = new Float64Array(10);
    const squares = new Float64Array(10);
    for (let i = 0; i < n; i++) {
      let leftFen = 10_000;
      for (let share = 0; share < 10; share++) {
        const fen = drawAmountFen(stream, leftFen, 10 - share);
        leftFen -= fen;
        sum[share] = (sum[share] as number) + fen / 100;
        squares[share] = (squares[share] as number) + (fen / 100 - 10) ** 2;
      }
    }
    for (let share = 0; share < 10; share++) {
      const mean = (sum[share] as number) / n;
      const sd = Math.sqrt((squares[share] as number) / n);
      expect(Math.abs(mean - 10)).toBeLessThan((4 * sd) / Math.sqrt(n));
      if (share === 0) expect(Math.abs(sd / 5.773503 - 1)).toBeLessThan(0.005);
      if (share >= 8) expect(Math.abs(sd / 7.676186 - 1)).toBeLessThan(0.01);
    }
  });

  test("adds up exactly and leaves at least 1 fen for everyone, down to 1 fen each", () => {
    const stream = openStream("laws", "edges");
    for (let shares = 1; shares <= 100; shares++) {
      for (const amountFen of [shares, shares + 1, 2 * shares - 1, 3 * shares, 20_000 + shares]) {
        let leftFen = amountFen;
        for (let left = shares; left >= 1; left--) {
          const fen = drawAmountFen(stream, leftFen, left);
          expect(Number.isInteger(fen) && fen >= 1 && leftFen - fen >= left - 1).toBe(true);
          if (left > 1) expect(fen).toBeLessThan(Math.max(2, (2 * leftFen) / left));
          leftFen -= fen;
        }
        expect(leftFen).toBe(0);
      }
    }
  });

  test("differs from an even split in nothing but the spread", () => {
    const stream = openStream("laws", "spread");
    const draws = Array.from({ length: 1000 }, () => drawAmountFen(stream, 10_000, 10));
    expect(Math.min(...draws)).toBeLessThan(50);
    expect(Math.max(...draws)).toBeGreaterThan(1950);
  });
});

describe("the ledger", () => {
  test("balances when opened, refunded and held add up to what was created", () => {
    const ledger = new Ledger("set 3");
    ledger.create(1000);
    ledger.create(500);
    ledger.open(300);
    ledger.refund(500);
    expect(ledger.remainingFen).toBe(700);
    expect(ledger.audit(700)).toEqual([]);
  });

  test("says in words by how many fen it is off", () => {
    const ledger = new Ledger("set 3");
    ledger.create(1000);
    ledger.open(300);
    expect(ledger.audit(699)).toEqual([
      "set 3: opened 300 + refunded 0 + held 699 fen falls short of the 1000 fen created by 1",
    ]);
    expect(ledger.audit(702)[0]).toMatch(/exceeds the 1000 fen created by 2/);
    expect(ledger.audit(700.5)[1]).toBe("set 3: 700.5 is not a whole number of fen >= 0");
  });
});
