import { expect, test } from "vitest";
import { auditPackets } from "../../../src/model/storage/packet-audit.ts";
import { PacketStore } from "../../../src/model/storage/packet-store.ts";

function twoPackets() {
  const store = new PacketStore({ name: "packets", expiryMs: 1000, graceMs: 100 });
  const slot = store.find(store.create(100, 3, 1, 0));
  store.pay(slot, store.grant(slot, 7), 30, 1);
  store.grant(slot, 8);
  const full = store.find(store.create(50, 1, 1, 0));
  store.pay(full, store.grant(full, 9), 50, 1);
  return { store, slot };
}

test("packets whose books balance are in order, opened, reserved, closed or refunded", () => {
  const { store } = twoPackets();
  expect(auditPackets(store)).toEqual([]);
  store.expireOldest(1000);
  expect(auditPackets(store)).toEqual([]);
});

test("a fen too many is found", () => {
  const { store, slot } = twoPackets();
  store.setRemainingFen(slot, 71);
  expect(auditPackets(store)).toEqual(["packets: packet 0 of 100 fen holds and paid 101 fen"]);
});

test("a member with two shares is found", () => {
  const { store, slot } = twoPackets();
  store.grant(slot, 7);
  expect(auditPackets(store)).toEqual(["packets: packet 0 granted member 7 two shares"]);
});
