/** No request. */
const NONE = -1;

/** A request that went several ways at once, as requests of their own, and waits for some or all of them. */
export class Fork {
  /** How many more ways must be gone to their end. */
  need: number;
  /** Where the request then goes on. */
  readonly next: number;
  /** The requests that are still on their way. */
  readonly out = new Set<number>();
  /** The request that waits; NONE once it has gone on, or has ended otherwise. */
  private waits: number;

  constructor(request: number, need: number, next: number) {
    this.waits = request;
    this.need = need;
    this.next = next;
  }

  /** Whether nobody waits any more for what is still out. */
  get isOver(): boolean {
    return this.waits === NONE;
  }

  /** Whether too few are left. */
  get isHopeless(): boolean {
    return this.out.size < this.need;
  }

  /** Whoever waits does so no more: its number. */
  release(): number {
    const request = this.waits;
    this.waits = NONE;
    return request;
  }
}
