/** What a fault does to a network part that still works. */
export interface Impairment {
  /** Share of the capacity that is left, > 0 to 1. */
  capacityShare: number;
  /** Added to each round trip [ms]. */
  extraRttMs: number;
  /** Share of the messages lost on top of the part's own, 0..1. */
  extraLoss: number;
}

/** The impairments that hold now. Several at once multiply, add, and lose independently of each other. */
export class Impairments {
  capacityShare = 1;
  extraRttMs = 0;
  /** Share of the messages that survive all of them. */
  survival = 1;

  private active: Impairment[] = [];

  add(impairment: Impairment): void {
    const { capacityShare, extraRttMs, extraLoss } = impairment;
    if (!(capacityShare > 0 && capacityShare <= 1 && extraRttMs >= 0 && extraLoss >= 0 && extraLoss <= 1)) {
      throw new RangeError("impairment: shares must be within 0 and 1, the capacity left more than 0");
    }
    this.active.push(impairment);
    this.combine();
  }

  /** Takes back an impairment that was added (the same object); others stay. */
  remove(impairment: Impairment): void {
    const at = this.active.indexOf(impairment);
    if (at >= 0) this.active.splice(at, 1);
    this.combine();
  }

  private combine(): void {
    this.capacityShare = this.active.reduce((product, one) => product * one.capacityShare, 1);
    this.extraRttMs = this.active.reduce((sum, one) => sum + one.extraRttMs, 0);
    this.survival = this.active.reduce((product, one) => product * (1 - one.extraLoss), 1);
  }
}
