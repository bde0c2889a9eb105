import type { RequestTable } from "../site/request-table.ts";
import type { ComeBack } from "./come-back.ts";
import { OPEN } from "./step.ts";

/** People who were told "later" when they opened their share, and open it again after a while, until the night is over. */
export class OpenLater {
  private readonly requests: RequestTable;
  private readonly comeBack: ComeBack;
  private readonly share: number;

  constructor(options: {
    requests: RequestTable;
    comeBack: ComeBack;
    /** Share of those told who come back, each time, 0..1. */
    share: number;
  }) {
    this.requests = options.requests;
    this.comeBack = options.comeBack;
    this.share = options.share;
  }

  /** An opening was told "later" at atMs. */
  told(slot: number, atMs: number): void {
    const againMs = this.comeBack.againMs(atMs, this.share);
    if (againMs < Number.POSITIVE_INFINITY)
      this.comeBack.begin(this.requests.takeNext(OPEN, slot), atMs, againMs);
  }
}
