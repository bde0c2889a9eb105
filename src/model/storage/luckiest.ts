import type { PacketStore } from "./packet-store.ts";

/** The claim with the largest amount of the packet in a slot, of equal ones the first; -1 when none is opened. */
export function luckiestOf(store: PacketStore, slot: number): number {
  const { claimed } = store;
  const granted = store.granted(slot);
  let best = -1;
  for (let i = 0; i < granted; i++) {
    const claim = store.claimAt(slot, i);
    if (!store.isOpened(claim)) continue;
    const moreFen = claimed.fen(claim) - (best < 0 ? 0 : claimed.fen(best));
    const earlier = claimed.doneAtMs(claim) < claimed.doneAtMs(best);
    if (moreFen > 0 || (moreFen === 0 && earlier)) best = claim;
  }
  return best;
}
