import { expect, test } from "vitest";
import { MessageCentre } from "../../../src/model/messaging/message-centre.ts";

const centre = () => new MessageCentre({ name: "wallets", allowedLagMs: 5000, windowMs: 1000 });

test("a claim is credited once, however often it is tried", () => {
  const made = centre();
  const first = made.owe(0, 0, 150);
  const second = made.owe(10, 10, 50);
  expect(made.credit(second, 100)).toBe(true);
  expect(made.credit(second, 110)).toBe(false);
  expect(made.credit(first, 120)).toBe(true);
  expect(made.credit(first, 130)).toBe(false);
  expect([made.owedFen, made.creditedFen, made.credits, made.duplicatesStopped]).toEqual([0, 200, 2, 2]);
  expect(made.audit(200)).toEqual([]);
  expect(made.audit(199)).toEqual(["wallets: owed 0 + credited 200 fen is not the 199 fen opened"]);
});

test("a credit is late only beyond the allowed lag, and is missed from then until it comes", () => {
  const made = centre();
  made.credit(made.owe(1000, 1000, 1), 6000);
  expect(made.lateCredits).toBe(0);
  expect(made.rightAgainAtMs(9000)).toBe(0);
  expect(made.wrongFirstAtMs(9000)).toBe(null);
  made.credit(made.owe(1500, 1500, 1), 9500);
  made.owe(4000, 4000, 1);
  expect(made.lateCredits).toBe(1);
  expect(made.wrongFirstAtMs(9600)).toBe(6500);
  expect(made.rightAgainAtMs(9600)).toBe(null);
  expect([...made.overdue(10_000)]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
  made.credit(2, 11_000);
  expect(made.rightAgainAtMs(12_000)).toBe(11_000);
  expect([...made.overdue(12_000)]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0]);
});

test("claims are forgotten once they and all before them are credited", () => {
  const made = centre();
  for (let i = 0; i < 1000; i++) {
    const claim = made.owe(i, i, 1);
    if (claim % 10 !== 3) made.credit(claim, i + 1);
  }
  expect(made.oldest).toBe(3);
  for (let claim = 3; claim < 1000; claim += 10) expect(made.isOwed(claim)).toBe(true);
  for (let claim = 3; claim < 1000; claim += 10) made.credit(claim, 2000);
  expect(made.oldest).toBe(1000);
  expect(made.creditedFen).toBe(1000);
});
