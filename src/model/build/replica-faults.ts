import type { ReplicaGroup } from "../storage/replica-group.ts";

/**
 * The faults of one set's copies, stacked: a copy is down until the last reason for it is gone, and as slow as all
 * that slows it together.
 */
export class ReplicaFaults {
  private readonly group: ReplicaGroup;
  private readonly crashes: Int32Array;
  private readonly factors: number[][];

  constructor(group: ReplicaGroup) {
    this.group = group;
    this.crashes = new Int32Array(group.replicas);
    this.factors = Array.from({ length: group.replicas }, () => []);
  }

  /** One more reason for which a copy is down; its disk may go with it. */
  crash(replica: number, nowMs: number, losesDisk = false): void {
    const crashes = (this.crashes[replica] as number) + 1;
    this.crashes[replica] = crashes;
    if (crashes === 1) this.group.crash(replica, nowMs);
    if (losesDisk) this.group.loseDisk(replica, nowMs);
  }

  /** One such reason has gone. */
  restart(replica: number, nowMs: number): void {
    const crashes = (this.crashes[replica] as number) - 1;
    this.crashes[replica] = crashes;
    if (crashes === 0) this.group.restart(replica, nowMs);
  }

  /** Something makes a copy `factor` times as slow. */
  slow(replica: number, factor: number): void {
    const factors = this.factors[replica] as number[];
    factors.push(factor);
    this.apply(replica, factors);
  }

  /** What made it `factor` times as slow is over. */
  quicken(replica: number, factor: number): void {
    const factors = this.factors[replica] as number[];
    factors.splice(factors.indexOf(factor), 1);
    this.apply(replica, factors);
  }

  private apply(replica: number, factors: readonly number[]): void {
    this.group.slow(
      replica,
      factors.reduce((product, factor) => product * factor, 1),
    );
  }
}
