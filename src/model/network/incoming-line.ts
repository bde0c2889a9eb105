import { CutLog } from "./cut-log.ts";
import { type Impairment, Impairments } from "./impairments.ts";

/**
 * A line's direction towards a region, as that end knows it: when it was cut, and how it carries what comes back.
 * The sending end has a `Line` of its own, in another district; both are told of faults, neither asks the other.
 */
export class IncomingLine {
  readonly cuts = new CutLog();
  private readonly impairments = new Impairments();
  private readonly propagationMs: number;
  private readonly loss: number;

  constructor(params: { propagationMs: number; loss: number }) {
    this.propagationMs = params.propagationMs;
    this.loss = params.loss;
  }

  /** Propagation with what impairs it now, one way [ms]. */
  get oneWayMs(): number {
    return this.propagationMs + this.impairments.extraRttMs / 2;
  }

  /** Share of messages that is lost now, cuts apart. */
  get lossShare(): number {
    return 1 - (1 - this.loss) * this.impairments.survival;
  }

  impair(impairment: Impairment): void {
    this.impairments.add(impairment);
  }

  unimpair(impairment: Impairment): void {
    this.impairments.remove(impairment);
  }
}
