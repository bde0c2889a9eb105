import { expect, test } from "vitest";
import { PacketStore } from "../../../src/model/storage/packet-store.ts";

const store = () => new PacketStore({ name: "packets", expiryMs: 1000, graceMs: 100 });

test("a ref of a packet whose slot is used again is gone, and the new one is found", () => {
  const packets = store();
  const old = packets.create(100, 1, 1, 0);
  const slot = packets.find(old);
  packets.pay(slot, packets.grant(slot, 9), 100, 10);
  expect(packets.find(old)).toBe(slot);
  expect(packets.create(100, 1, 1, 50)).not.toBe(old);
  const next = packets.create(100, 1, 1, 111);
  expect(packets.find(next)).toBe(slot);
  expect(packets.find(old)).toBe(-1);
  expect(packets.claimOf(slot, 9)).toBe(-1);
  expect(packets.refOf(slot)).toBe(next);
});

test("a ref that never was is gone", () => {
  expect(store().find(123456789)).toBe(-1);
});

test("a member's claim is found, and nobody else's: members whose numbers differ by 32, below 0, or who took a share over", () => {
  const packets = store();
  const slot = packets.find(packets.create(500, 5, 1, 0));
  const [first, kept, third] = [3, -1, 64].map((member) => packets.grant(slot, member));
  expect([3, -1, 64].map((member) => packets.claimOf(slot, member))).toEqual([first, kept, third]);
  expect([35, 31, 0, 32, 7].map((member) => packets.claimOf(slot, member))).toEqual([-1, -1, -1, -1, -1]);
  packets.handOver(slot, first as number, 7);
  expect([3, 7].map((member) => packets.claimOf(slot, member))).toEqual([-1, first]);
});

test("memory follows the packets alive, not the packets made", () => {
  const packets = store();
  for (let i = 0; i < 20_000; i++) {
    const ref = packets.create(500, 5, 1, i);
    const slot = packets.find(ref);
    for (let member = 0; member < 5; member++) packets.pay(slot, packets.grant(slot, member), 100, i + 1);
  }
  expect(packets.liveCount).toBe(0);
  expect(packets.slots).toBeLessThan(110);
  expect(packets.claimed.room).toBeLessThanOrEqual(1024);
});

test("packets expire in the order in which they were made, and hold nothing afterwards", () => {
  const packets = store();
  const refs = [0, 100, 200].map((nowMs) => packets.create(300, 3, 1, nowMs));
  const middle = packets.find(refs[1] as number);
  packets.pay(middle, packets.grant(middle, 4), 60, 150);
  expect(packets.heldFen()).toBe(840);
  expect(packets.nextExpiryMs()).toBe(1000);
  expect(packets.expireOldest(1000)).toBe(300);
  expect(packets.nextExpiryMs()).toBe(1100);
  expect(packets.expireOldest(1100)).toBe(240);
  expect(packets.heldFen()).toBe(300);
  expect(packets.isLive(middle, 1100)).toBe(false);
});

test("a packet lives until its expiry, seen at any moment", () => {
  const packets = store();
  const slot = packets.find(packets.create(300, 3, 1, 5));
  expect(packets.isLive(slot, 1004.9)).toBe(true);
  expect(packets.isLive(slot, 1005)).toBe(false);
});

test("what would lose or make money is refused with the part and the moment", () => {
  const packets = store();
  expect(() => packets.create(4, 5, 1, 77)).toThrow("packets at 77 ms: cannot put 4 fen into 5 shares");
  expect(() => packets.create(4.5, 1, 1, 0)).toThrow("cannot put 4.5 fen");
  const slot = packets.find(packets.create(4, 1, 1, 0));
  const claim = packets.grant(slot, 1);
  expect(() => packets.grant(slot, 2)).toThrow("no share left");
  expect(() => packets.pay(slot, claim, 5, 1)).toThrow("cannot pay 5 fen");
  packets.pay(slot, claim, 4, 1);
  expect(() => packets.pay(slot, claim, 4, 1)).toThrow("cannot pay 4 fen");
});
