/** Packets with more shares than this have an index; in smaller ones looking through the claims is quicker. */
export const LARGE_PACKET_SHARES = 128;

/** The claims of one large packet by member, so that a packet of 100,000 shares is no slower than one of a hundred. */
export interface ClaimIndex {
  claims: Map<number, number>;
  /** How many of the first claims granted are known to be done. */
  done: number;
}
