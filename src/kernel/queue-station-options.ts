export interface QueueStationOptions {
  /** Number of servers; default 1. */
  servers?: number;
  /** Places to wait, the servers' own not counted; default unlimited. M/M/c/K has K - c of them. */
  waitingMax?: number;
  /** Who is served next: the longest waiting, the latest come, or the lowest class (FIFO within a class). */
  order?: "fifo" | "lifo" | "priority";
  /** Number of priority classes, 0 the first to be served; default 1. */
  classes?: number;
  /** How errors name this station. */
  name?: string;
  /** Asked before a customer's service begins, `waitMs` told; false: it leaves unserved, as one who is shed. */
  mayStart?: (customer: number) => boolean;
  /** A customer's service begins; `waitMs` tells how long it waited. */
  onStart?: (customer: number) => void;
  /** A customer was served and leaves; `sojournMs` tells how long it was here. */
  onDone?: (customer: number) => void;
  /** A customer's patience ended before its service began. */
  onAbandoned?: (customer: number) => void;
  /** A customer that had waited was shed. One that would not have waited is refused by `arrive` itself. */
  onShed?: (customer: number) => void;
}
