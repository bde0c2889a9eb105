/**
 * Counts in windows of simulated time: columns x windows. `add` may address any window, past or future, so
 * that a request can be counted in the window of its first attempt when its outcome is known.
 *
 * As a difference array it also follows a level: +1 where something begins, -1 where it ends, `cumulative`.
 */
export class WindowedCounts {
  readonly columns: number;
  readonly windowMs: number;
  readonly horizonMs: number;
  /** What fell at or after the horizon, by column: kept, so that totals still hold. */
  readonly beyond: Float64Array;
  private cells: Float64Array;
  private used = 0;
  /** End of the last of them [ms]. */
  private usedMs = 0;
  private readonly windowsMax: number;

  /**
   * @param columns one for each thing that is counted
   * @param windowMs width of a window [ms]
   * @param horizonMs end of the last window [ms], rounded up to a whole one: what comes at or after goes to `beyond`
   */
  constructor(columns: number, windowMs: number, horizonMs: number = Number.POSITIVE_INFINITY) {
    this.columns = columns;
    this.windowMs = windowMs;
    this.horizonMs = horizonMs;
    if (!(this.windowMs > 0)) throw new RangeError(`windows of ${this.windowMs} ms`);
    this.windowsMax = Math.ceil(this.horizonMs / this.windowMs);
    this.beyond = new Float64Array(this.columns);
    this.cells = new Float64Array(this.columns * Math.min(64, this.windowsMax));
  }

  /** Number of windows up to the last one that was counted in. */
  get windows(): number {
    return this.used;
  }

  /** Counts n in the column, in the window of timeMs >= 0. */
  add(column: number, timeMs: number, n = 1): void {
    const window = (timeMs / this.windowMs) | 0;
    if (timeMs >= 0 && timeMs < this.usedMs && window < this.used) {
      const cell = window * this.columns + column;
      this.cells[cell] = (this.cells[cell] as number) + n;
    } else this.addAnywhere(column, timeMs, n);
  }

  /** Counts one in the column and one in the next, in the window of timeMs >= 0. */
  addTwo(column: number, timeMs: number): void {
    const window = (timeMs / this.windowMs) | 0;
    if (timeMs >= 0 && timeMs < this.usedMs && window < this.used) {
      const cell = window * this.columns + column;
      this.cells[cell] = (this.cells[cell] as number) + 1;
      this.cells[cell + 1] = (this.cells[cell + 1] as number) + 1;
    } else {
      this.addAnywhere(column, timeMs, 1);
      this.addAnywhere(column + 1, timeMs, 1);
    }
  }

  /** Counts one for each of the first n: in column `columns[i]` + `offset`, in the window of timesMs[i] >= 0. */
  addAll(columns: Int32Array, offset: number, timesMs: Float64Array, n: number): void {
    const { windowMs } = this;
    // Most are of one window: it is looked up when it changes.
    let row = 0;
    let fromMs = 0;
    let toMs = 0;
    for (let i = 0; i < n; i++) {
      const timeMs = timesMs[i] as number;
      const column = (columns[i] as number) + offset;
      if (!(timeMs >= fromMs && timeMs < toMs)) {
        const window = Math.floor(timeMs / windowMs);
        if (!((timeMs >= 0 && window < this.used) || this.reach(window, timeMs))) {
          this.beyond[column] = (this.beyond[column] as number) + 1;
          continue;
        }
        row = window * this.columns;
        fromMs = window * windowMs;
        toMs = fromMs + windowMs;
      }
      this.cells[row + column] = (this.cells[row + column] as number) + 1;
    }
  }

  /** What was counted in one window. */
  at(column: number, window: number): number {
    return window < this.used ? (this.cells[window * this.columns + column] as number) : 0;
  }

  /** The column over windows 0 to `windows` - 1, `beyond` left out. */
  column(column: number): Float64Array {
    return Float64Array.from({ length: this.used }, (_, window) => this.at(column, window));
  }

  /** Running sum of a column: the level at the end of each window. */
  cumulative(column: number): Float64Array {
    let sum = 0;
    return this.column(column).map((n) => (sum += n));
  }

  /** All that was ever counted in the column. */
  total(column: number): number {
    return this.column(column).reduce((sum, n) => sum + n, 0) + (this.beyond[column] as number);
  }

  /** Adds all that `other`, of the same shape, has counted. */
  merge(other: WindowedCounts): void {
    if (other.columns !== this.columns || other.windowMs !== this.windowMs) {
      throw new RangeError("only counts of the same shape can be merged");
    }
    if (other.used > this.used) this.reach(other.used - 1, (other.used - 1) * this.windowMs);
    const length = other.used * this.columns;
    for (let i = 0; i < length; i++) this.cells[i] = (this.cells[i] as number) + (other.cells[i] as number);
    for (let c = 0; c < this.columns; c++) {
      this.beyond[c] = (this.beyond[c] as number) + (other.beyond[c] as number);
    }
  }

  private addAnywhere(column: number, timeMs: number, n: number): void {
    const window = Math.floor(timeMs / this.windowMs);
    if ((timeMs >= 0 && window < this.used) || this.reach(window, timeMs)) {
      const cell = window * this.columns + column;
      this.cells[cell] = (this.cells[cell] as number) + n;
    } else this.beyond[column] = (this.beyond[column] as number) + n;
  }

  /** Makes room for the window; false when it lies beyond the horizon. */
  private reach(window: number, timeMs: number): boolean {
    if (!(timeMs >= 0)) throw new RangeError(`no window holds ${timeMs} ms`);
    if (window >= this.windowsMax) return false;
    const needed = (window + 1) * this.columns;
    if (needed > this.cells.length) {
      const cells = new Float64Array(Math.max(needed, this.cells.length * 2));
      cells.set(this.cells);
      this.cells = cells;
    }
    this.used = window + 1;
    this.usedMs = this.used * this.windowMs;
    return true;
  }
}
