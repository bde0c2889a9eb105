/** The time that rounds have lasted, as if there were no pauses between them. */
export class OpenTime {
  /** Of all rounds together [ms]. */
  readonly wholeMs: number;

  private readonly fromMs: Float64Array;
  private readonly toMs: Float64Array;
  private window = 0;
  /** Length of the rounds that are over [ms]. */
  private overMs = 0;

  /** @param windows ascending and apart [ms] */
  constructor(windows: readonly { fromMs: number; toMs: number }[]) {
    this.fromMs = Float64Array.from(windows, (window) => window.fromMs);
    this.toMs = Float64Array.from(windows, (window) => window.toMs);
    this.wholeMs = windows.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  }

  /** How long rounds have lasted at nowMs; NaN while there is none. Calls in the order of time. */
  at(nowMs: number): number {
    const { fromMs, toMs } = this;
    while (this.window < toMs.length && nowMs >= (toMs[this.window] as number)) {
      this.overMs += (toMs[this.window] as number) - (fromMs[this.window] as number);
      this.window++;
    }
    const from = fromMs[this.window];
    return from !== undefined && nowMs >= from ? this.overMs + nowMs - from : Number.NaN;
  }
}
