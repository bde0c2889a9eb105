/**
 * A level over windows of simulated time: its time-weighted mean and its maximum in each window.
 * Changes come in the order of time.
 */
export class WindowedGauge {
  readonly windowMs: number;
  private areas: Float64Array = new Float64Array(64);
  private peaks: Float64Array = new Float64Array(64).fill(Number.NEGATIVE_INFINITY);
  private level: number;
  private changedMs = 0;
  private window = 0;
  private windowEndMs: number;

  constructor(windowMs: number, level = 0) {
    if (!(windowMs > 0)) throw new RangeError(`windows of ${windowMs} ms`);
    this.windowMs = windowMs;
    this.windowEndMs = windowMs;
    this.level = level;
    this.peaks[0] = level;
  }

  /** The present level. */
  get value(): number {
    return this.level;
  }

  /** Number of windows begun. */
  get windows(): number {
    return this.window + 1;
  }

  /** The level becomes `value` at timeMs, not before the last change. */
  set(timeMs: number, value: number): void {
    this.advance(timeMs);
    this.level = value;
    if (value > (this.peaks[this.window] as number)) this.peaks[this.window] = value;
  }

  /** The level changes by `delta` at timeMs. */
  change(timeMs: number, delta: number): void {
    this.set(timeMs, this.level + delta);
  }

  /** Carries the present level on to timeMs: call it at the end of a run, before reading. */
  advance(timeMs: number): void {
    if (!(timeMs >= this.changedMs && timeMs < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`a gauge cannot go from ${this.changedMs} ms to ${timeMs} ms`);
    }
    while (timeMs >= this.windowEndMs) this.closeWindow();
    this.areas[this.window] = (this.areas[this.window] as number) + this.level * (timeMs - this.changedMs);
    this.changedMs = timeMs;
  }

  /** Mean level over the window, or over the part of it that has passed; NaN before it. */
  mean(window: number): number {
    const startMs = window * this.windowMs;
    const endMs = Math.min((window + 1) * this.windowMs, this.changedMs);
    if (endMs === startMs && window === this.window) return this.level;
    return endMs > startMs ? (this.areas[window] as number) / (endMs - startMs) : Number.NaN;
  }

  /** Highest level in the window, the one that it began with included; NaN before it. */
  max(window: number): number {
    return window <= this.window ? (this.peaks[window] as number) : Number.NaN;
  }

  private closeWindow(): void {
    const { window, windowEndMs } = this;
    this.areas[window] = (this.areas[window] as number) + this.level * (windowEndMs - this.changedMs);
    this.changedMs = windowEndMs;
    this.window = window + 1;
    this.windowEndMs = (this.window + 1) * this.windowMs;
    if (this.window === this.areas.length) this.grow();
    this.peaks[this.window] = this.level;
  }

  private grow(): void {
    const areas = new Float64Array(this.areas.length * 2);
    areas.set(this.areas);
    const peaks = new Float64Array(this.peaks.length * 2).fill(Number.NEGATIVE_INFINITY);
    peaks.set(this.peaks);
    this.areas = areas;
    this.peaks = peaks;
  }
}
