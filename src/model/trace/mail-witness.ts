import type { Line } from "../network/line.ts";
import {
  CALL,
  fromRegion,
  GIVEN_UP,
  kindOf,
  LATER,
  M_SLOT,
  M_STATUS,
  M_TAG,
  NONE_LEFT,
  NOT_THERE,
  OK,
  PACKET_BUSY,
  REPLY,
  SET_BUSY,
  TOO_LATE,
  toRegion,
  UNAVAILABLE,
} from "../workflow/mail.ts";
import type { World } from "../world.ts";
import { around } from "./around.ts";
import type { Draft, DraftOf } from "./story-book.ts";
import { tell, tellTo } from "./tell.ts";

/** What a set's answer says, by status. */
const SAYS: Readonly<Record<number, string>> = {
  [OK]: "it is done",
  [NONE_LEFT]: "no share is left",
  [NOT_THERE]: "the packet or share is not there any more",
  [SET_BUSY]: "the set is too busy",
  [PACKET_BUSY]: "too many of the packet's openings are in the database",
  [UNAVAILABLE]: "the database cannot",
  [LATER]: "the database cannot now; the share is kept, come back later",
  [GIVEN_UP]: "the step is given up for now, a rung of the ladder",
  [TOO_LATE]: "its turn would have come when nobody waits any more",
};

/** Watches calls and answers at a region's post office: over which line they go, where they are lost, what comes back. */
export class MailWitness {
  private readonly world: World;
  private readonly region: number;
  private readonly of: DraftOf;
  /** Whose message is in hand, and when it leaves [ms]. */
  private inHand: Draft | undefined;
  private leaveMs = 0;
  private onLine = false;

  constructor(world: World, region: number, of: DraftOf) {
    this.world = world;
    this.region = region;
    this.of = of;
    this.watchLines();
    this.watchArrivals();
  }

  private get edge() {
    return this.world.edges[this.region] as World["edges"][number];
  }

  private carry(draft: Draft | undefined, go: () => void): void {
    const before = this.inHand;
    this.inHand = draft;
    go();
    this.inHand = before;
  }

  private watchLines(): void {
    const { post } = this.edge.mail;
    const leaves = (
      go: () => void,
      leaveMs: number,
      kind: number,
      from: number,
      to: number,
      slot: number,
      tag: number,
    ) => {
      this.leaveMs = leaveMs;
      this.onLine = false;
      const draft = this.byKind(kind, from, to, slot, tag);
      this.carry(draft, go);
      const there = this.world.edges[to]?.name;
      if (draft !== undefined && !this.onLine)
        tell(draft, leaveMs, `${this.edge.name} edge`, `finds no line to ${there}: it is gone`);
    };
    around(post, "send", (go, leaveMs, kind, from, to, slot = 0, tag = 0) =>
      leaves(go, leaveMs, kind, from, to, slot, tag),
    );
    around(post, "relay", leaves);
    const lines = new Set<Line>(this.edge.ways.flatMap((way) => way?.lines ?? []));
    for (const line of lines)
      around(line, "send", (go, nowMs) => {
        const draft = this.inHand;
        const dueMs = go();
        this.onLine = true;
        if (draft === undefined) return dueMs;
        if (this.leaveMs > draft.atMs)
          tellTo(draft, this.leaveMs, `${this.edge.name} edge`, "campus network");
        if (dueMs === Number.POSITIVE_INFINITY)
          tell(draft, this.leaveMs, line.name, "loses it: cut, full or faulty");
        else tellTo(draft, dueMs + (this.leaveMs - nowMs), line.name, "queue and distance");
        return dueMs;
      });
    around(post, "died", (go, _hop, _line, sentMs, nowMs) => {
      const died = go();
      if (died && this.inHand !== undefined)
        tell(
          this.inHand,
          nowMs,
          "line",
          `was cut while it was on the way, ${(nowMs - sentMs).toFixed(1)} ms long`,
        );
      return died;
    });
  }

  private watchArrivals(): void {
    const { mail, requests } = this.edge;
    around(mail, "arrived", (go, slot) => {
      const inbox = this.world.federation.inbox(this.region);
      const arg = inbox.arg[slot] as number;
      const caller = inbox.get(slot, M_SLOT);
      const tag = inbox.get(slot, M_TAG);
      const draft = this.byKind(kindOf(arg), fromRegion(arg), toRegion(arg), caller, tag);
      if (draft !== undefined && kindOf(arg) === REPLY && toRegion(arg) === this.region) {
        const late = requests.generation(caller) !== tag;
        const says = late
          ? "comes too late: nobody waits for it any more"
          : `"${SAYS[inbox.get(slot, M_STATUS)]}"`;
        tellTo(draft, this.edge.sim.now, "back at the edge", `the answer ${late ? says : `says ${says}`}`);
      }
      this.carry(draft, go);
    });
  }

  private byKind(kind: number, from: number, to: number, slot: number, tag: number): Draft | undefined {
    if (kind === CALL) return this.of(from, slot, tag);
    return kind === REPLY ? this.of(to, slot, tag) : undefined;
  }
}
