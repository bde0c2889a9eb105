import { enlarge } from "../../kernel/enlarge.ts";

/** What is known of the shares granted of a set's packets: a record of 16 bytes each, those of a packet side by side. */
export class ClaimRecords {
  private times = new Float64Array(64 * 2);
  private words = new Int32Array(this.times.buffer);

  /** Claims that there is room for. */
  get room(): number {
    return this.times.length / 2;
  }

  /** When the opening was acknowledged [ms]; Infinity while the share is reserved and not opened. */
  doneAtMs(claim: number): number {
    return this.times[claim * 2] as number;
  }

  setDoneAtMs(claim: number, ms: number): void {
    this.times[claim * 2] = ms;
  }

  /** Whose it is. */
  member(claim: number): number {
    return this.words[claim * 4 + 2] as number;
  }

  setMember(claim: number, member: number): void {
    this.words[claim * 4 + 2] = member;
  }

  /** How much was in it; 0 while it is not opened [fen]. */
  fen(claim: number): number {
    return this.words[claim * 4 + 3] as number;
  }

  setFen(claim: number, fen: number): void {
    this.words[claim * 4 + 3] = fen;
  }

  /** Makes room for so many. */
  enlargeTo(claims: number): void {
    this.times = enlarge(this.times, claims * 2);
    this.words = new Int32Array(this.times.buffer);
  }
}
