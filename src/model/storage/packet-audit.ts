import type { PacketStore } from "./packet-store.ts";

/**
 * Looks through every packet that a store remembers and says in words what must not be: a packet whose opened
 * shares and rest do not add up, more shares than it had, a share below 1 fen, a member with two. (A closed
 * packet's rest has been refunded, so there the sum may only fall short.)
 */
export function auditPackets(store: PacketStore): string[] {
  const violations: string[] = [];
  for (let slot = 0; slot < store.slots; slot++) {
    const what = `${store.name}: packet ${store.refOf(slot)}`;
    const members = new Set<number>();
    const granted = store.granted(slot);
    let sumFen = store.remainingFen(slot);
    let opened = 0;
    for (let i = 0; i < granted; i++) {
      const claim = store.claimAt(slot, i);
      const member = store.claimed.member(claim);
      if (members.has(member)) violations.push(`${what} granted member ${member} two shares`);
      members.add(member);
      if (!store.isOpened(claim)) continue;
      opened++;
      sumFen += store.claimed.fen(claim);
      if (store.claimed.fen(claim) < 1) violations.push(`${what} paid member ${member} less than 1 fen`);
    }
    const amountFen = store.amountFen(slot);
    const off = store.isClosed(slot) ? sumFen > amountFen : sumFen !== amountFen;
    if (off) violations.push(`${what} of ${amountFen} fen holds and paid ${sumFen} fen`);
    if (granted > store.shares(slot)) violations.push(`${what} granted more shares than it had`);
    if (opened !== store.opened(slot)) violations.push(`${what} miscounted its opened shares`);
  }
  return violations;
}
