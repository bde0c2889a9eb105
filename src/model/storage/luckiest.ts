import type { PacketStore } from "./packet-store.ts";

/** The claim with the largest amount of the packet in a slot, of equal ones the first; -1 when none is opened. */
export function luckiestOf(store: PacketStore, slot: number): number {
  const { claimFen, doneAtMs } = store;
  const granted = store.granted(slot);
  let best = -1;
  for (let i = 0; i < granted; i++) {
    const claim = store.claimAt(slot, i);
    if (!store.isOpened(claim)) continue;
    const moreFen = (claimFen[claim] as number) - (best < 0 ? 0 : (claimFen[best] as number));
    const earlier = (doneAtMs[claim] as number) < (doneAtMs[best] as number);
    if (moreFen > 0 || (moreFen === 0 && earlier)) best = claim;
  }
  return best;
}
