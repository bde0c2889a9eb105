import type { Line } from "../network/line.ts";
import {
  CALL,
  fromRegion,
  GIVEN_UP,
  HANDSHAKE,
  HANDSHAKE_BACK,
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
  TRIP,
  TRIP_BACK,
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

/** What a round trip before the call proper is for, and what it does where the order lives. */
const TRIPS: Readonly<Record<number, string>> = {
  [TRIP]: "asks for an operation on the order's data",
  [HANDSHAKE]: "opens a connection",
};
const TURNS: Readonly<Record<number, string>> = {
  [TRIP_BACK]: "campus network, to the order's data and back",
  [HANDSHAKE_BACK]: "campus network, to the campus and back",
};
const AWAY: readonly number[] = [CALL, TRIP, HANDSHAKE];
const BACK: readonly number[] = [REPLY, TRIP_BACK, HANDSHAKE_BACK];

/** Watches calls and answers at a region's post office: over which line they go, where they are lost, what comes back. */
export class MailWitness {
  private readonly world: World;
  private readonly region: number;
  private readonly of: DraftOf;
  /** Whose message is in hand, and when it leaves [ms]. */
  private inHand: Draft | undefined;
  private leaveMs = 0;
  private onLine = false;
  /** What it does between the edge and its campuses before it leaves. */
  private onCampus = "campus network";

  constructor(world: World, region: number, of: DraftOf) {
    this.world = world;
    this.region = region;
    this.of = of;
    this.watchLines();
    this.watchArrivals();
    this.watchCampuses();
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
      _step: number,
      slot = 0,
      tag = 0,
    ) => {
      this.leaveMs = leaveMs;
      this.onLine = false;
      const draft = this.byKind(kind, from, to, slot, tag);
      const asks = TRIPS[kind];
      if (draft !== undefined && asks !== undefined && from === this.region)
        tell(draft, Math.max(draft.atMs, leaveMs), `${this.edge.name} edge`, asks);
      this.onCampus = TURNS[kind] ?? "campus network";
      this.carry(draft, go);
      const there = this.world.edges[to]?.name;
      if (draft !== undefined && !this.onLine)
        tell(draft, leaveMs, `${this.edge.name} edge`, `finds no line to ${there}: it is gone`);
    };
    around(post, "send", leaves);
    around(post, "relay", leaves);
    const lines = new Set<Line>(this.edge.ways.flatMap((way) => way?.lines ?? []));
    for (const line of lines)
      around(line, "send", (go, nowMs) => {
        const draft = this.inHand;
        const { lostByCut, lostByFull } = line;
        const dueMs = go();
        this.onLine = true;
        if (draft === undefined) return dueMs;
        if (this.leaveMs > draft.atMs) tellTo(draft, this.leaveMs, `${this.edge.name} edge`, this.onCampus);
        if (line.lostByCut > lostByCut) tell(draft, this.leaveMs, line.name, "is cut: it is gone");
        else if (line.lostByFull > lostByFull)
          tell(draft, this.leaveMs, line.name, "has no room in its buffer: it is gone");
        else if (dueMs === Number.POSITIVE_INFINITY)
          tell(draft, this.leaveMs, line.name, "loses it on the way");
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
    const { mail, calls, requests } = this.edge;
    around(mail, "arrived", (go, slot) => {
      const inbox = this.world.federation.inbox(this.region);
      const arg = inbox.arg[slot] as number;
      const caller = inbox.get(slot, M_SLOT);
      const tag = inbox.get(slot, M_TAG);
      const draft = this.byKind(kindOf(arg), fromRegion(arg), toRegion(arg), caller, tag);
      const comesBack = kindOf(arg) === REPLY && toRegion(arg) === this.region;
      if (comesBack && inbox.get(slot, M_STATUS) === TOO_LATE) this.says(draft, TOO_LATE);
      this.carry(draft, go);
    });
    // What a cut or a lost campus swallows on the last stretch has arrived, and is not told to the caller.
    around(calls, "answered", (go, _nowMs, slot, tag, status) => {
      const draft = this.of(this.region, slot, tag);
      if (requests.generation(slot) === tag) this.says(draft, status);
      else if (draft !== undefined)
        tellTo(
          draft,
          this.edge.sim.now,
          "back at the edge",
          "the answer comes too late: nobody waits for it any more",
        );
      go();
    });
  }

  private says(draft: Draft | undefined, status: number): void {
    if (draft !== undefined)
      tellTo(draft, this.edge.sim.now, "back at the edge", `the answer says "${SAYS[status]}"`);
  }

  /** Watches the way between this region's edge and its campuses, where a fault may cut it. */
  private watchCampuses(): void {
    const { mail, reach } = this.edge;
    around(mail, "call", (go, slot, tag) => this.carry(this.of(this.region, slot, tag), go));
    if (reach === undefined) return;
    const gone = (campus: number, lost: boolean, what: string): boolean => {
      const draft = this.inHand;
      const { id } = (this.world.idcs[campus] as World["idcs"][number]).idc;
      if (lost && draft !== undefined) tell(draft, Math.max(draft.atMs, this.edge.sim.now), id, what);
      return lost;
    };
    around(reach, "losesCall", (go, campus) => gone(campus, go(), "is cut off: no call gets in"));
    around(reach, "losesAnswer", (go, campus) => gone(campus, go(), "is cut off: no answer gets out"));
  }

  private byKind(kind: number, from: number, to: number, slot: number, tag: number): Draft | undefined {
    if (AWAY.includes(kind)) return this.of(from, slot, tag);
    return BACK.includes(kind) ? this.of(to, slot, tag) : undefined;
  }
}
