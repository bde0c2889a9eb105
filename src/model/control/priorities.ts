import { userPriority } from "./user-priority.ts";

/**
 * How important a request is to a control that goes by priority: first by its step, then by its user. Numbers run from
 * 0, the most important, to `businesses` x `users` - 1.
 */
export class Priorities {
  /** Business priorities that there are. */
  readonly businesses: number;
  private readonly businessOf: readonly number[];
  private readonly users: number;

  /**
   * @param businessOf business priority by step
   * @param users user priorities within each
   */
  constructor(businessOf: readonly number[], users: number) {
    this.businessOf = businessOf;
    this.businesses = 1 + Math.max(...businessOf);
    this.users = users;
  }

  /** The least important priority. */
  get levelMax(): number {
    return this.businesses * this.users - 1;
  }

  /**
   * @param order the packet asked for, -1 where a user asks for none: then `member` is the user's own number, else that
   *   of a member of the packet's group
   */
  of(step: number, order: number, member: number, nowMs: number): number {
    const user = order < 0 ? member : Math.imul(order % MODULUS, 31) ^ member;
    return (this.businessOf[step] as number) * this.users + userPriority(user, nowMs, this.users);
  }
}

/** Orders are larger than an int32. */
const MODULUS = 2147483647;
