import type { RequestTable } from "../site/request-table.ts";
import type { ComeBack } from "./come-back.ts";
import { SHAKE } from "./step.ts";
import { NOT_REFUSED } from "./step-workflow.ts";

/**
 * People who shake again when nothing happens: a shake that has failed, or met a busy page, is followed by another one
 * of the same user, a request of its own. They come on top of the curve, which counts what people do who get answers.
 */
export class ShakeAgain {
  private readonly requests: RequestTable;
  private readonly comeBack: ComeBack;
  private readonly afterFailure: number;
  private readonly afterBusy: number;

  constructor(options: {
    requests: RequestTable;
    comeBack: ComeBack;
    /** Share of users who shake again after no answer or an error page, and after a busy page, 0..1. */
    afterFailure: number;
    afterBusy: number;
  }) {
    this.requests = options.requests;
    this.comeBack = options.comeBack;
    this.afterFailure = options.afterFailure;
    this.afterBusy = options.afterBusy;
  }

  /** A shake ended at atMs without an answer. */
  ended(slot: number, atMs: number, refusedBy: number): void {
    const share = refusedBy === NOT_REFUSED ? this.afterFailure : this.afterBusy;
    const againMs = this.comeBack.againMs(atMs, share);
    if (!(againMs < Number.POSITIVE_INFINITY)) return;
    const { requests } = this;
    const again = requests.take(SHAKE, requests.entry(slot), requests.path(slot));
    requests.setMember(again, requests.member(slot));
    this.comeBack.begin(again, atMs, againMs);
  }
}
