import type { Draft } from "./story-book.ts";

/** Whose turn it is at a region's edge: what its parts do now is done for this request. */
export class Turn {
  draft: Draft | undefined;
  /** What its way through the uplink takes, which the access server's answer is later by [ms]. */
  uplinkMs = 0;

  /** Does something in a request's turn, or in that of one that is not followed. */
  of<Answer>(draft: Draft | undefined, go: () => Answer): Answer {
    const before = this.draft;
    this.draft = draft;
    const answer = go();
    this.draft = before;
    return answer;
  }
}
