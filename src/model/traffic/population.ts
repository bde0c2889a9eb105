import type { RandomStream } from "../../kernel/random.ts";
import { RestQueue } from "./rest-queue.ts";

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
/**
 * Newcomers come from so many users side by side before the walk goes on: what is known of 64 is one line of memory, of
 * 4,096 a page. Where users are so many that a round does not bring them all, pages that it does not come to are never there.
 */
const NEIGHBOURS_MIN = 64;
const NEIGHBOURS_MAX = 4096;
/** Groups of neighbours there are at least, where these are more than the fewest. */
const GROUPS_MIN = 4096;
const PLAYING = 0x80;
const WINS = 0x7f;

/**
 * Who shakes next: the users of one region and carrier, 0 to users - 1.
 *
 * Those who play stand in a queue in the order of their last shake. The longest rested shakes next if it has
 * rested a whole gap; else somebody new joins; who has rested 10 % more than a gap has stopped. So nobody ever
 * shakes before the gap is over, and rate x gap users play, with no random draw a shake. Newcomers come by a
 * walk of random start and stride through the whole population, 64 to 4,096 neighbours a step, drawn anew for each phase.
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
  private readonly resting = new RestQueue();
  /** The walk: whom it has come to, and by how many groups of neighbours a step goes on. */
  private walkAt = 0;
  private walkStride = 1;
  private readonly groups: number;
  /** A power of two. */
  private readonly neighbours: number;

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
    let neighbours = NEIGHBOURS_MIN;
    while (neighbours < NEIGHBOURS_MAX && users >= 2 * neighbours * GROUPS_MIN) neighbours *= 2;
    this.neighbours = neighbours;
    this.groups = Math.ceil(users / neighbours);
  }

  /** Number of users who play now: about rate x gap. */
  get playing(): number {
    return this.resting.size;
  }

  /** A new phase begins: other people come to play. Two draws. */
  startPhase(stream: RandomStream): void {
    this.walkAt = stream.integer(this.groups) * this.neighbours;
    this.walkStride = coprimeNear(1 + stream.integer(this.groups), this.groups);
  }

  /** The user of the shake at nowMs; calls must come in the order of time. */
  next(nowMs: number): number {
    const { resting } = this;
    while (resting.size > 0) {
      const restedMs = resting.restedMs(nowMs);
      if (restedMs < this.shakeGapMs) break;
      const user = resting.take();
      if (restedMs <= this.restedMaxMs) {
        this.restedMs = restedMs;
        resting.add(user, nowMs);
        return user;
      }
      this.state[user] = (this.state[user] as number) & WINS;
    }
    return this.nextOfOthers(nowMs);
  }

  /** The next n shakes will be asked for soon. */
  lookAhead(n: number): void {
    this.resting.lookAhead(n);
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

  /** Nobody who plays has rested for a gap. */
  private nextOfOthers(nowMs: number): number {
    const { resting } = this;
    let user: number;
    if (resting.size < this.users) {
      this.restedMs = Number.POSITIVE_INFINITY;
      user = this.newcomer();
    } else {
      this.early++;
      this.restedMs = resting.restedMs(nowMs);
      user = resting.take();
    }
    resting.add(user, nowMs);
    return user;
  }

  private newcomer(): number {
    for (;;) {
      const user = this.walkAt;
      this.walkAt = this.after(user);
      const state = this.state[user] as number;
      if (state < PLAYING) {
        this.state[user] = state | PLAYING;
        return user;
      }
    }
  }

  /** Whom the walk comes to next. */
  private after(user: number): number {
    const next = user + 1;
    const { neighbours } = this;
    if ((next & (neighbours - 1)) !== 0 && next < this.users) return next;
    const group = Math.floor(user / neighbours) + this.walkStride;
    return (group < this.groups ? group : group - this.groups) * neighbours;
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
