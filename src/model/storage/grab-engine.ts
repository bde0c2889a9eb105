/** How a grab engine answered. */
export const GRAB_OUTCOME = {
  /** create: the packet exists; `ref` names it. */
  created: 0,
  /** grab: the member holds a share (perhaps since an earlier attempt). */
  granted: 1,
  /** grab: no share is left. open: the member was let through, but others have opened all shares. */
  empty: 2,
  /** The packet is closed and forgotten, or expired. */
  gone: 3,
  /** open: the member has the amount (perhaps since an earlier attempt). */
  opened: 4,
  /** open: the member holds no share. */
  notGranted: 5,
  /** Too many transactions of this packet are in the database, or its row stayed locked for too long. */
  refused: 6,
  /** The database cannot acknowledge. */
  unavailable: 7,
  /** The transaction waits in the database: `onSettled` will tell, by its `ticket`. */
  pending: 8,
} as const;
export type GrabOutcome = (typeof GRAB_OUTCOME)[keyof typeof GRAB_OUTCOME];

/** What a grab engine counts of its own doing. */
export class GrabCounts {
  /** Openings refused because too many of the packet's transactions were in the database. */
  refusedAtCap = 0;
  /** Members who were told that they had a share and found none when they opened. */
  emptyWhenOpened = 0;
  /** Swaps of the packet's counter that another came before, and members let through without one. */
  lostRaces = 0;
  letThrough = 0;
  /** Grabs whose packet's counter was lost and read from the database, and those that met no cache at all. */
  countersRead = 0;
  withoutCache = 0;
  /** Packets of several shares that were opened to the last one, what was in them, and their largest shares [fen]. */
  emptied = 0;
  emptiedFen = 0;
  luckiestFen = 0;
}

/** What became of an engine's transactions in the database. */
export interface TransactionCounts {
  /** Those that had to wait for their row, and how long they all did [ms]; those that gave up. */
  readonly lockWaits: number;
  readonly lockWaitMs: number;
  readonly lockTimeouts: number;
  /** Those that had to wait for a connection. */
  readonly connectionWaits: number;
}

/**
 * Puts the competing grabs and openings of a set's packets in order.
 *
 * Every call may be repeated with the same arguments (a retry, a duplicate): money moves once, and an amount stays
 * what it was. The answer's particulars are fields, valid until the next call, so that a call allocates nothing. A
 * transaction that has to wait in the database is `pending`; the fields are valid again while `onSettled` is told.
 */
export interface GrabEngine {
  /** When the last call was answered [ms]; of `unavailable`, when that was known. */
  readonly doneAtMs: number;
  /** The share opened by the last call [fen]; a grab that opens at once has one, too. */
  readonly amountFen: number;
  /** Whether the last call changed something: false for an answer given before. */
  readonly firstTime: boolean;
  /** The share opened by the last call, and, the first time, that transaction's entry in the replica group's log. */
  readonly claim: number;
  readonly entry: number;
  /** The packet made by the last `create`. */
  readonly ref: number;
  /** The number of the last call that is pending, used again when it is settled. */
  readonly ticket: number;
  /** Whether a grab of a packet needs the database now, or is answered from memory. */
  needsDatabase(ref: number): boolean;
  readonly counts: GrabCounts;
  readonly transactions: TransactionCounts;
  /** Told what became of a pending call; it may not call the engine. */
  onSettled: (ticket: number, outcome: GrabOutcome) => void;

  create(nowMs: number, amountFen: number, shares: number, creator: number): GrabOutcome;
  grab(nowMs: number, ref: number, member: number): GrabOutcome;
  open(nowMs: number, ref: number, member: number): GrabOutcome;
  /** Closes packets that have expired by nowMs and gives back what was left. */
  expireUntil(nowMs: number): void;
  /** The database is gone: whoever waits in it is told `unavailable`. */
  databaseFailed(): void;
}
