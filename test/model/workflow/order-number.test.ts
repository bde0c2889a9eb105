import { expect, test } from "vitest";
import { orderNumber, packetOfOrder, setOfOrder } from "../../../src/model/workflow/order-number.ts";

test("an order's number tells its set and its packet, exactly, up to the last of them", () => {
  for (const set of [0, 1, 999, 1023]) {
    for (const packet of [0, 1, 2 ** 24, 2 ** 42, 2 ** 43 - 1]) {
      const order = orderNumber(set, packet);
      expect(Number.isSafeInteger(order)).toBe(true);
      expect([setOfOrder(order), packetOfOrder(order)]).toEqual([set, packet]);
    }
  }
});

test("no two orders have one number", () => {
  const numbers = [0, 1, 2].flatMap((set) => [0, 1, 2].map((packet) => orderNumber(set, packet)));
  expect(new Set(numbers).size).toBe(9);
});
