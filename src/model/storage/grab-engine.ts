/** How a grab engine answered. */
export const GRAB_OUTCOME = {
  /** create: the packet exists; `ref` names it. */
  created: 0,
  /** grab: the member holds a share (perhaps since an earlier attempt). */
  granted: 1,
  /** grab: no share is left. */
  empty: 2,
  /** The packet is closed and forgotten, or expired. */
  gone: 3,
  /** open: the member has the amount (perhaps since an earlier attempt). */
  opened: 4,
  /** open: the member holds no share. */
  notGranted: 5,
  /** open: too many transactions of this packet are in the database. */
  refused: 6,
  /** create, open: the database cannot acknowledge. */
  unavailable: 7,
} as const;
export type GrabOutcome = (typeof GRAB_OUTCOME)[keyof typeof GRAB_OUTCOME];

/**
 * Puts the competing grabs and openings of a set's packets in order.
 *
 * Every call may be repeated with the same arguments (a retry, a duplicate) and then answers the same without
 * doing it twice. The answer's particulars are fields, valid until the next call, so that a call allocates
 * nothing.
 */
export interface GrabEngine {
  /** When the last call was answered [ms]; of `unavailable`, when that was known. */
  readonly doneAtMs: number;
  /** The share opened by the last call [fen]. */
  readonly amountFen: number;
  /** Whether the last call changed something: false for an answer given before. */
  readonly firstTime: boolean;
  /** The packet made by the last `create`. */
  readonly ref: number;

  create(nowMs: number, amountFen: number, shares: number, creator: number): GrabOutcome;
  grab(nowMs: number, ref: number, member: number): GrabOutcome;
  open(nowMs: number, ref: number, member: number): GrabOutcome;
  /** Closes packets that have expired by nowMs and gives back what was left. */
  expireUntil(nowMs: number): void;
}
