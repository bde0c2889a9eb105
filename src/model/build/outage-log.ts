/**
 * When IDCs were lost and came back, as one district knows it: looking back only, so that an answer can be told to
 * have died with the IDC it was about to leave.
 */
export class OutageLog {
  private readonly spans: { idc: number; fromMs: number; toMs: number }[] = [];

  lost(idc: number, nowMs: number): void {
    this.spans.push({ idc, fromMs: nowMs, toMs: Number.POSITIVE_INFINITY });
  }

  back(idc: number, nowMs: number): void {
    for (const span of this.spans) {
      if (span.idc === idc && span.toMs === Number.POSITIVE_INFINITY) span.toMs = nowMs;
    }
  }

  /** Whether the IDC was gone at atMs. */
  goneAt(idc: number, atMs: number): boolean {
    for (const span of this.spans) {
      if (span.idc === idc && atMs >= span.fromMs && atMs < span.toMs) return true;
    }
    return false;
  }
}
