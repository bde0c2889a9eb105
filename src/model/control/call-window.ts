const BUCKETS = 10;

/** Calls of the last windowMs and how many of them failed; the window slides in tenths. */
export class CallWindow {
  calls = 0;
  failures = 0;

  private readonly bucketMs: number;
  private readonly callsIn = new Int32Array(BUCKETS);
  private readonly failuresIn = new Int32Array(BUCKETS);
  private bucket = 0;
  private bucketEndMs: number;

  constructor(windowMs: number) {
    if (!(windowMs > 0)) throw new RangeError(`a window of ${windowMs} ms holds no call`);
    this.bucketMs = windowMs / BUCKETS;
    this.bucketEndMs = this.bucketMs;
  }

  /** Share of the calls that failed, 0 to 1; 0 without any. */
  get failureShare(): number {
    return this.calls > 0 ? this.failures / this.calls : 0;
  }

  add(failed: boolean, nowMs: number): void {
    this.slide(nowMs);
    this.callsIn[this.bucket] = (this.callsIn[this.bucket] as number) + 1;
    this.calls++;
    if (!failed) return;
    this.failuresIn[this.bucket] = (this.failuresIn[this.bucket] as number) + 1;
    this.failures++;
  }

  /** Forgets what is older than the window. */
  slide(nowMs: number): void {
    if (nowMs < this.bucketEndMs) return;
    const passed = 1 + Math.floor((nowMs - this.bucketEndMs) / this.bucketMs);
    this.bucketEndMs += passed * this.bucketMs;
    for (let i = Math.min(passed, BUCKETS); i > 0; i--) {
      this.bucket = (this.bucket + 1) % BUCKETS;
      this.calls -= this.callsIn[this.bucket] as number;
      this.failures -= this.failuresIn[this.bucket] as number;
      this.callsIn[this.bucket] = 0;
      this.failuresIn[this.bucket] = 0;
    }
  }

  clear(): void {
    this.callsIn.fill(0);
    this.failuresIn.fill(0);
    this.calls = 0;
    this.failures = 0;
  }
}
