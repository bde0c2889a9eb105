/**
 * The money of one set, in whole fen: what was put into packets, taken out by opening, given back at expiry.
 *
 * It is kept apart from the packets on purpose: `audit` holds the two against each other.
 */
export class Ledger {
  createdFen = 0;
  openedFen = 0;
  refundedFen = 0;
  packetsCreated = 0;
  sharesOpened = 0;
  packetsRefunded = 0;

  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** What the packets must still hold [fen]. */
  get remainingFen(): number {
    return this.createdFen - this.openedFen - this.refundedFen;
  }

  create(amountFen: number): void {
    this.createdFen += amountFen;
    this.packetsCreated++;
  }

  open(amountFen: number): void {
    this.openedFen += amountFen;
    this.sharesOpened++;
  }

  refund(amountFen: number): void {
    this.refundedFen += amountFen;
    this.packetsRefunded++;
  }

  /** Broken invariants in words, given what the packets really hold [fen]; empty when the books balance. */
  audit(heldFen: number): string[] {
    const violations: string[] = [];
    const off = this.openedFen + this.refundedFen + heldFen - this.createdFen;
    if (off !== 0) {
      violations.push(
        `${this.name}: opened ${this.openedFen} + refunded ${this.refundedFen} + held ${heldFen} fen ` +
          `${off > 0 ? "exceeds" : "falls short of"} the ${this.createdFen} fen created by ${Math.abs(off)}`,
      );
    }
    for (const amountFen of [this.createdFen, this.openedFen, this.refundedFen, heldFen]) {
      if (!Number.isSafeInteger(amountFen) || amountFen < 0) {
        violations.push(`${this.name}: ${amountFen} is not a whole number of fen >= 0`);
      }
    }
    return violations;
  }
}
