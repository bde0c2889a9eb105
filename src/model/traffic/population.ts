import { enlarge } from "../../kernel/enlarge.ts";
import type { RandomStream } from "../../kernel/random.ts";

export interface PopulationParams {
  /** Users of this entry at this scale (real users / k), at least 1. */
  users: number;
  /** Least time between two shakes of one user [ms]. */
  shakeGapMs: number;
  /** Packets that one user may win; at most 127. */
  winsPerUserMax: number;
}

/** Someone who has rested this many gaps has stopped playing: it keeps those who play at rate x gap. */
const RESTED_GAPS_MAX = 1.1;
const PLAYING = 0x80;
const WINS = 0x7f;

/**
 * Who shakes next: the users of one region and carrier, 0 to users - 1.
 *
 * Those who play stand in a ring in the order of their last shake. The longest rested shakes next if it has
 * rested a whole gap; else somebody new joins; who has rested 10 % more than a gap has stopped. So nobody ever
 * shakes before the gap is over, and rate x gap users play, with no random draw a shake. Newcomers come by a
 * walk of random start and stride through the whole population, drawn anew for each phase.
 *
 * When all users play, the curve asks for more than they can give: the longest rested then shakes early, and
 * `early` counts it. Not modelled: users who shake at different paces.
 */
export class Population {
  readonly users: number;
  readonly shakeGapMs: number;
  readonly winsPerUserMax: number;
  /** Shakes that came before the user's gap was over, because every user was playing. */
  early = 0;
  /** How long the user of the last shake had rested before [ms]; Infinity for somebody new. */
  restedMs = Number.POSITIVE_INFINITY;

  /** Wins of each user, and a bit for those who play. */
  private readonly state: Uint8Array;
  private readonly restedMaxMs: number;
  private ringUser = new Int32Array(1024);
  private ringMs = new Float64Array(1024);
  private head = 0;
  private count = 0;
  private walkAt = 0;
  private walkStride = 1;

  constructor(params: PopulationParams) {
    const { users, shakeGapMs, winsPerUserMax } = params;
    if (!(Number.isInteger(users) && users >= 1 && users < 2 ** 31)) {
      throw new RangeError(`a population of ${users} is not possible`);
    }
    if (!(shakeGapMs >= 0)) throw new RangeError(`a shake gap of ${shakeGapMs} ms is not >= 0`);
    if (!(winsPerUserMax >= 0 && winsPerUserMax <= WINS)) {
      throw new RangeError(`${winsPerUserMax} wins a user: at most ${WINS} can be kept`);
    }
    this.users = users;
    this.shakeGapMs = shakeGapMs;
    this.winsPerUserMax = winsPerUserMax;
    this.restedMaxMs = shakeGapMs * RESTED_GAPS_MAX;
    this.state = new Uint8Array(users);
  }

  /** Number of users who play now: about rate x gap. */
  get playing(): number {
    return this.count;
  }

  /** A new phase begins: other people come to play. Two draws. */
  startPhase(stream: RandomStream): void {
    this.walkAt = stream.integer(this.users);
    this.walkStride = coprimeNear(1 + stream.integer(this.users), this.users);
  }

  /** The user of the shake at nowMs; calls must come in the order of time. */
  next(nowMs: number): number {
    while (this.count > 0) {
      const restedMs = nowMs - (this.ringMs[this.head] as number);
      if (restedMs < this.shakeGapMs) break;
      const user = this.takeHead();
      if (restedMs <= this.restedMaxMs) {
        this.restedMs = restedMs;
        return this.push(user, nowMs);
      }
      this.state[user] = (this.state[user] as number) & WINS;
    }
    if (this.count < this.users) {
      this.restedMs = Number.POSITIVE_INFINITY;
      return this.push(this.newcomer(), nowMs);
    }
    this.early++;
    this.restedMs = nowMs - (this.ringMs[this.head] as number);
    return this.push(this.takeHead(), nowMs);
  }

  winsOf(user: number): number {
    return (this.state[user] as number) & WINS;
  }

  /** Whether the user may win once more. */
  mayWin(user: number): boolean {
    return ((this.state[user] as number) & WINS) < this.winsPerUserMax;
  }

  /** Writes down a win; false, and nothing written, when the user has won as often as is allowed. */
  win(user: number): boolean {
    if (!this.mayWin(user)) return false;
    this.state[user] = (this.state[user] as number) + 1;
    return true;
  }

  private newcomer(): number {
    for (;;) {
      const user = this.walkAt;
      this.walkAt += this.walkStride;
      if (this.walkAt >= this.users) this.walkAt -= this.users;
      const state = this.state[user] as number;
      if (state < PLAYING) {
        this.state[user] = state | PLAYING;
        return user;
      }
    }
  }

  private takeHead(): number {
    const user = this.ringUser[this.head] as number;
    this.head = (this.head + 1) & (this.ringUser.length - 1);
    this.count--;
    return user;
  }

  private push(user: number, nowMs: number): number {
    if (this.count === this.ringUser.length) this.grow();
    const tail = (this.head + this.count) & (this.ringUser.length - 1);
    this.ringUser[tail] = user;
    this.ringMs[tail] = nowMs;
    this.count++;
    return user;
  }

  private grow(): void {
    const size = this.ringUser.length;
    const head = this.head;
    this.ringUser = enlarge(this.ringUser, 2 * size);
    this.ringMs = enlarge(this.ringMs, 2 * size);
    // The ring was full: its part before the head goes behind the old end.
    this.ringUser.copyWithin(size, 0, head);
    this.ringMs.copyWithin(size, 0, head);
  }
}

/** The first number from `start` on (around `n`) that has no factor in common with n: its steps visit everyone. */
function coprimeNear(start: number, n: number): number {
  let stride = start;
  while (gcd(stride, n) !== 1) stride = stride >= n ? 1 : stride + 1;
  return stride;
}

function gcd(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}
