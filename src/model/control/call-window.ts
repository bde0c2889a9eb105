const BUCKETS = 10;

/** Calls of a tenth of the window. */
interface Bucket {
  /** Its number since the beginning of time. */
  readonly number: number;
  calls: number;
  failures: number;
}

export interface CallWindowOptions {
  windowMs: number;
  /** Calls that it should hold: as long as it has fewer, it reaches further back; default 0. */
  atLeast?: number;
  /** So many windows at most; default 1. */
  stretchMax?: number;
}

/** Calls of the last windowMs, or as many as it should hold, and how many of them failed; it slides in tenths. */
export class CallWindow {
  calls = 0;
  failures = 0;

  private readonly bucketMs: number;
  private readonly atLeast: number;
  private readonly bucketsMax: number;
  /** Those with calls, oldest first; the last one is filled until bucketEndMs. */
  private buckets: Bucket[] = [];
  private current: Bucket = { number: 0, calls: 0, failures: 0 };
  private bucketEndMs: number;

  constructor({ windowMs, atLeast = 0, stretchMax = 1 }: CallWindowOptions) {
    if (!(windowMs > 0)) throw new RangeError(`a window of ${windowMs} ms holds no call`);
    this.bucketMs = windowMs / BUCKETS;
    this.atLeast = atLeast;
    this.bucketsMax = BUCKETS * stretchMax;
    this.bucketEndMs = this.bucketMs;
  }

  /** Share of the calls that failed, 0 to 1; 0 without any. */
  get failureShare(): number {
    return this.calls > 0 ? this.failures / this.calls : 0;
  }

  add(failed: boolean, nowMs: number): void {
    this.slide(nowMs);
    const { current } = this;
    if (current.calls === 0) this.buckets.push(current);
    current.calls++;
    this.calls++;
    if (!failed) return;
    current.failures++;
    this.failures++;
  }

  /** Forgets what is older than the window, unless too little is left. */
  slide(nowMs: number): void {
    if (nowMs < this.bucketEndMs) return;
    const { bucketMs, atLeast } = this;
    const number = this.current.number + 1 + Math.floor((nowMs - this.bucketEndMs) / bucketMs);
    this.bucketEndMs = (number + 1) * bucketMs;
    this.current = { number, calls: 0, failures: 0 };
    for (let oldest = this.buckets[0]; oldest !== undefined; oldest = this.buckets[0]) {
      const age = number - oldest.number;
      if (age < BUCKETS || (age < this.bucketsMax && this.calls - oldest.calls < atLeast)) return;
      this.calls -= oldest.calls;
      this.failures -= oldest.failures;
      this.buckets.shift();
    }
  }

  clear(): void {
    this.buckets = [];
    this.current = { ...this.current, calls: 0, failures: 0 };
    this.calls = 0;
    this.failures = 0;
  }
}
