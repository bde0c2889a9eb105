import { enlarge } from "../../kernel/enlarge.ts";

/** No version: -1 is that of a thing nobody has written. */
const NOTHING = -2;

/**
 * What users may expect of a store that others only promise to be right in the end (Terry et al., PDIS 1994): who reads a
 * thing after having written it sees that write or a newer one (_read your writes_), and who reads it again sees no older
 * version than before (_monotonic reads_). Each user has a session with each thing, by a small number that is used again.
 *
 * A version is an entry of the replica group's log: of one thing, the newer the larger. A session takes eight bytes, for there
 * is one for each share that was opened: versions go up to 2^31 - 3, a hundred times what a set writes in an evening at 1/1.
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

  /** By session, side by side: its user's own newest write, `~` of it less NOTHING once it is hurt; the newest version seen. */
  private versions = new Int32Array(64 * 2);

  /** A session begins: nothing written, nothing read. */
  begin(session: number): void {
    while (session * 2 >= this.versions.length)
      this.versions = enlarge(this.versions, 2 * this.versions.length);
    this.versions[session * 2] = 0;
    this.versions[session * 2 + 1] = NOTHING;
  }

  /** The user's write was acknowledged; `entry` is its version. */
  wrote(session: number, entry: number): void {
    const own = entry - NOTHING;
    this.versions[session * 2] = this.isHurt(session) ? ~own : own;
  }

  /** The user read the thing and was shown the version `seen`. */
  read(session: number, seen: number): void {
    const kept = this.versions[session * 2] as number;
    const own = (kept < 0 ? ~kept : kept) + NOTHING;
    const before = this.versions[session * 2 + 1] as number;
    let fine = true;
    if (own !== NOTHING) {
      this.readsOfOwn++;
      if (seen < own) {
        this.ownMissed++;
        fine = false;
      }
    }
    if (before === NOTHING) this.versions[session * 2 + 1] = seen;
    else {
      this.secondReads++;
      if (seen < before) {
        this.wentBack++;
        fine = false;
      } else this.versions[session * 2 + 1] = seen;
    }
    if (fine || kept < 0) return;
    this.versions[session * 2] = ~kept;
    this.hurt++;
  }

  private isHurt(session: number): boolean {
    return (this.versions[session * 2] as number) < 0;
  }
}
