import { type FailoverLaws, Leader } from "./leader.ts";
import { ReplicaLogs, type ReplicaLogsOptions } from "./replica-logs.ts";
import { Sides } from "./sides.ts";
import { APART, MISSED } from "./write-log.ts";

const NEVER = Number.POSITIVE_INFINITY;

export interface ReplicasOptions extends ReplicaLogsOptions {
  /** Answers before a write is acknowledged (W). */
  write: number;
  /** How long it takes until another primary serves; default at once. */
  failover: FailoverLaws | undefined;
}

/**
 * The replicas of a group and what befalls them: crashes, lost disks, being cut off from each other, and the choice of
 * the one that leads.
 *
 * One whose disk is lost has nothing, and says nothing until it is rebuilt from so many others that every write is on one
 * of them: N - W + 1, disks intact.
 */
export class Replicas extends ReplicaLogs {
  /** By replica: by how much its legs are stretched. */
  readonly slowness: Float64Array;
  /** The replica that orders the writes, and who did before. */
  readonly leader: Leader;
  readonly sides: Sides;

  private readonly write: number;

  constructor(options: ReplicasOptions) {
    super(options);
    this.write = options.write;
    this.leader = new Leader(options.failover);
    this.sides = new Sides(options.count);
    this.slowness = new Float64Array(options.count).fill(1);
  }

  /** The same, as seen from a side. */
  servesTo(replica: number, side: number, nowMs: number): boolean {
    return this.sides.of[replica] === side && this.serves(replica, nowMs);
  }

  crash(replica: number, nowMs: number): void {
    this.halt(replica, nowMs);
    this.down[replica] = 1;
    if (!this.ordered || replica !== this.leader.replica) return;
    this.leader.lose(nowMs);
    this.elect(nowMs);
  }

  restart(replica: number, nowMs: number): void {
    this.down[replica] = 0;
    // One that is cut off works off what it has missed when that is over.
    if (this.sides.isApart(replica)) return;
    if (this.wiped[replica] === 0) this.catchUp(replica, nowMs);
    this.moreInReach(nowMs);
  }

  /** The replicas named reach each other only, and nobody else them. */
  part(cutOff: readonly number[], nowMs: number): void {
    const { sides, leader } = this;
    sides.part(cutOff, nowMs);
    for (let i = 0; i < this.count; i++) if (sides.isApart(i) && this.isUp(i)) this.halt(i, nowMs);
    if (!this.ordered || leader.replica < 0) return;
    if (!sides.isApart(leader.replica) && sides.hasMajority) return;
    leader.lose(nowMs);
    this.elect(nowMs);
  }

  /** All reach each other again: those that stood still catch up, what only they have got is sent to the others. */
  heal(nowMs: number): void {
    const { sides } = this;
    const { partedMs } = sides;
    const apart = Array.from({ length: this.count }, (_, i) => i).filter((i) => sides.isApart(i));
    sides.heal();
    this.spread(partedMs, nowMs);
    for (const i of apart) if (this.isUp(i) && this.wiped[i] === 0) this.catchUp(i, nowMs);
    this.moreInReach(nowMs);
  }

  /** Those that wait to be rebuilt may find enough others now, and those without a leader enough to choose one. */
  private moreInReach(nowMs: number): void {
    for (let i = 0; i < this.count; i++)
      if (this.wiped[i] === 1 && this.isUp(i) && this.inStepMs[i] === NEVER) this.rebuild(i, nowMs);
    if (this.ordered && this.leader.replica < 0) this.elect(nowMs);
  }

  /** A replica stops, if it has not, and what was on its disk is gone. */
  loseDisk(replica: number, nowMs: number): void {
    if (this.isUp(replica)) this.crash(replica, nowMs);
    this.wiped[replica] = 1;
    const { log, count } = this;
    for (let entry = log.tail; entry < log.head; entry++) {
      const at = log.at(entry) * count + replica;
      if (log.arrivalMs[at] !== APART) log.arrivalMs[at] = MISSED;
      let held = false;
      for (let i = 0; i < count; i++) held ||= i !== replica && this.holds(entry, i, nowMs);
      if (!held) this.lose(entry);
    }
  }

  /** The primary if it serves callers on a side at nowMs, else -1; elects one when there was nobody to elect before. */
  primaryAt(nowMs: number, side: number): number {
    const { leader } = this;
    if (leader.replica < 0) this.elect(nowMs);
    return leader.servesAt(nowMs) && this.sides.of[leader.replica] === side ? leader.replica : -1;
  }

  /**
   * Where most replicas are in reach, the one of them with the longest log leads; among equals the one in step that got the
   * newest write first. What it does not have then, nobody will ever have.
   */
  private elect(nowMs: number): void {
    let reachable = 0;
    let longest = -1;
    let best = -1;
    for (let i = 0; i < this.count; i++) {
      if (!this.servesTo(i, this.sides.main, nowMs)) continue;
      reachable++;
      const length = this.lengthAt(i, nowMs);
      if (length < longest || (length === longest && !this.isBetter(i, best, nowMs))) continue;
      longest = length;
      best = i;
    }
    if (reachable <= this.count / 2) return;
    this.leader.elect(best, nowMs);
    this.truncate(best, nowMs);
  }

  private isBetter(replica: number, than: number, nowMs: number): boolean {
    const inStep = this.inStep(replica, nowMs);
    if (inStep !== this.inStep(than, nowMs)) return inStep;
    return (this.lastArrivalMs[replica] as number) < (this.lastArrivalMs[than] as number);
  }

  /** The new primary's log is the truth: acknowledged writes that it has not got are lost, and it misses nothing. */
  private truncate(primary: number, nowMs: number): void {
    const { log } = this;
    for (let entry = log.tail; entry < log.head; entry++)
      if (this.arrivalMs(entry, primary) > nowMs && (log.acknowledgedMs[log.at(entry)] as number) <= nowMs)
        this.lose(entry);
    if (this.inStep(primary, nowMs)) return;
    this.inStepMs[primary] = nowMs;
    this.lastArrivalMs[primary] = nowMs;
  }

  private rebuild(replica: number, nowMs: number): void {
    if (this.sides.isApart(replica)) return;
    let sources = 0;
    for (let i = 0; i < this.count; i++) if (this.servesTo(i, this.sides.main, nowMs)) sources++;
    if (sources > this.count - this.write) this.catchUp(replica, nowMs);
  }

  /** A replica to read from on a side: any in step, else any that is up and not empty, else -1; u is uniform. */
  pick(nowMs: number, u: number, side: number): number {
    const { of } = this.sides;
    let ready = 0;
    for (let i = 0; i < this.count; i++) if (of[i] === side && this.inStep(i, nowMs)) ready++;
    const mustBeInStep = ready > 0;
    if (!mustBeInStep) for (let i = 0; i < this.count; i++) if (this.servesTo(i, side, nowMs)) ready++;
    let skip = Math.floor(u * ready);
    for (let i = 0; i < this.count; i++) {
      if (mustBeInStep ? !(of[i] === side && this.inStep(i, nowMs)) : !this.servesTo(i, side, nowMs))
        continue;
      if (skip-- === 0) return i;
    }
    return -1;
  }
}
