import type { Ending, Story, Wanted } from "./story.ts";

/** A story that is not over yet. */
export interface Draft extends Omit<Story, "ending"> {
  ending: Ending | undefined;
  /** Until when it is told [ms]. */
  atMs: number;
  /** Credits that are still to come. */
  owed: number;
  /** When its last call to a set left the access layer [ms]. */
  calledMs: number;
  /** What a message takes on the air, one way, when nothing is lost [ms]. */
  airMs: number;
}

/** The story of the request of a region that made the call with this tag; none when it is not followed. */
export type DraftOf = (region: number, slot: number, tag: number) => Draft | undefined;

/**
 * Stories in the making, and those that were asked for: the first that became known. It follows no more than it needs:
 * once there are enough, only those that became known before the last of them.
 */
export class StoryBook {
  /** Requests of the step that were followed to their end, by how that was. */
  readonly ended: Record<Ending, number> = { full: 0, degraded: 0, refused: 0, failed: 0 };
  private readonly wanted: Wanted;
  /** In the order in which they became known. */
  private readonly live = new Map<Draft, number>();
  private known = 0;
  private found: { story: Story; place: number }[] = [];

  constructor(wanted: Wanted) {
    this.wanted = wanted;
  }

  /** Whether a request of this step that leaves its handset at beganMs may be one of those asked for. */
  follows(step: number, beganMs: number): boolean {
    return (
      step === this.wanted.step && beganMs >= this.wanted.fromMs && this.found.length < this.wanted.count
    );
  }

  begin(draft: Draft): Draft {
    this.live.set(draft, this.known++);
    return draft;
  }

  /** Something has come to its end in a story: perhaps the story itself. */
  close(draft: Draft): void {
    const place = this.live.get(draft);
    const { ending } = draft;
    if (ending === undefined || draft.owed > 0 || place === undefined) return;
    this.live.delete(draft);
    this.ended[ending]++;
    const story = finished(draft, ending);
    if (!this.wanted.accepts(story)) return;
    this.found.push({ story, place });
    this.found.sort((one, other) => one.place - other.place);
    this.found = this.found.slice(0, this.wanted.count);
  }

  /** The world stops here: what is known of the users' part is told, credits that are still to come or not. */
  closeAll(): void {
    for (const draft of [...this.live.keys()]) {
      draft.owed = 0;
      this.close(draft);
    }
  }

  /** Whether no request that is still under way could take a place among those found. */
  get isFull(): boolean {
    const last = this.found[this.wanted.count - 1];
    if (last === undefined) return false;
    for (const place of this.live.values()) if (place < last.place) return false;
    return true;
  }

  /** What was asked for, in the order in which the requests began. */
  get stories(): Story[] {
    return this.found.map(({ story }) => story).sort((one, other) => one.beganMs - other.beganMs);
  }
}

function finished(draft: Draft, ending: Ending): Story {
  const { step, region, carrier, access, order, sets, beganMs, endedMs, attempts, because, hops } = draft;
  return { step, region, carrier, access, order, sets, beganMs, endedMs, attempts, ending, because, hops };
}
