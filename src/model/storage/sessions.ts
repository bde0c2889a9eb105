import { enlarge } from "../../kernel/enlarge.ts";

/** No version: -1 is that of a thing nobody has written. */
const NOTHING = -2;

/**
 * What users may expect of a store that others only promise to be right in the end (Terry et al., PDIS 1994): who reads a
 * thing after having written it sees that write or a newer one (_read your writes_), and who reads it again sees no older
 * version than before (_monotonic reads_). Each user has a session with each thing, by a small number that is used again.
 *
 * A version is an entry of the replica group's log: of one thing, the newer the larger.
 */
export class Sessions {
  /** Reads by users who had written the thing, and those of them that missed that write. */
  readsOfOwn = 0;
  ownMissed = 0;
  /** Reads of a thing that the user had read before, and those of them that went back behind that. */
  secondReads = 0;
  wentBack = 0;
  /** Sessions in which one or the other has happened. */
  hurt = 0;

  /** By session: the user's own newest write, the newest version seen, and whether it is hurt. */
  private own = new Float64Array(64);
  private seen = new Float64Array(64);
  private isHurt = new Uint8Array(64);

  /** A session begins: nothing written, nothing read. */
  begin(session: number): void {
    while (session >= this.own.length) {
      const length = 2 * this.own.length;
      this.own = enlarge(this.own, length);
      this.seen = enlarge(this.seen, length);
      this.isHurt = enlarge(this.isHurt, length);
    }
    this.own[session] = NOTHING;
    this.seen[session] = NOTHING;
    this.isHurt[session] = 0;
  }

  /** The user's write was acknowledged; `entry` is its version. */
  wrote(session: number, entry: number): void {
    this.own[session] = entry;
  }

  /** The user read the thing and was shown the version `seen`. */
  read(session: number, seen: number): void {
    const own = this.own[session] as number;
    const before = this.seen[session] as number;
    let fine = true;
    if (own !== NOTHING) {
      this.readsOfOwn++;
      if (seen < own) {
        this.ownMissed++;
        fine = false;
      }
    }
    if (before === NOTHING) this.seen[session] = seen;
    else {
      this.secondReads++;
      if (seen < before) {
        this.wentBack++;
        fine = false;
      } else this.seen[session] = seen;
    }
    if (fine || this.isHurt[session] === 1) return;
    this.isHurt[session] = 1;
    this.hurt++;
  }
}
