import type { Federation } from "../../kernel/federation.ts";
import type { Inbox } from "../../kernel/inbox.ts";
import type { SetCell } from "../site/set-cell.ts";
import type { FanOut } from "./fan-out.ts";
import {
  address,
  FAN_OUT,
  fromRegion,
  M_MEMBER,
  M_SET,
  M_SHARES,
  M_SLOT,
  M_TAG,
  M_UNTIL,
  M_VALUE,
  OK,
  PENDING,
  REPLY,
  stepOf,
} from "./mail.ts";
import { packetOfOrder } from "./order-number.ts";
import type { SetService } from "./set-service.ts";
import { SHARE } from "./step.ts";

/** A call whose answer is still to come: the region, request and tag that it came with. */
interface Waiting {
  from: number;
  caller: number;
  tag: number;
  set: number;
  step: number;
}

/** Where calls come into an IDC: each is handed to its set, and the answer sent back the way it came. */
export class SetDoor {
  /** The whole IDC is gone: nothing is served, nothing answered. */
  lost = false;

  private readonly federation: Federation;
  private readonly inbox: Inbox;
  private readonly district: number;
  private readonly region: number;
  private readonly edgeDistrict: number;
  private readonly edgeHandler: () => number;
  private readonly cells: readonly (SetCell | undefined)[];
  readonly service: SetService;
  private readonly fanOut: FanOut;
  private readonly campusDelayMs: number;
  /** By the service's number. */
  private readonly waiting = new Map<number, Waiting>();
  readonly handler: number;

  constructor(options: {
    federation: Federation;
    /** This IDC's district, its region, and the district of the region's edge. */
    district: number;
    region: number;
    edgeDistrict: number;
    /** Handler of the edge's mail; known once the edge is built. */
    edgeHandler: () => number;
    /** Sets by number; only those that live here. */
    cells: readonly (SetCell | undefined)[];
    service: SetService;
    fanOut: FanOut;
    campusDelayMs: number;
  }) {
    this.federation = options.federation;
    this.inbox = options.federation.inbox(options.district);
    this.district = options.district;
    this.region = options.region;
    this.edgeDistrict = options.edgeDistrict;
    this.edgeHandler = options.edgeHandler;
    this.cells = options.cells;
    this.service = options.service;
    this.fanOut = options.fanOut;
    this.campusDelayMs = options.campusDelayMs;
    this.service.onAnswered = (call) => this.answered(call);
    this.handler = this.federation.onMessage(this.district, (slot) => this.call(slot), "call");
  }

  /** A call comes in. */
  call(slot: number): void {
    if (this.lost) return;
    const { inbox } = this;
    const cell = this.cells[inbox.get(slot, M_SET)] as SetCell;
    const step = stepOf(inbox.arg[slot] as number);
    const value = inbox.get(slot, M_VALUE);
    const untilMs = inbox.get(slot, M_UNTIL);
    this.service.serve(cell, step, value, inbox.get(slot, M_MEMBER), inbox.get(slot, M_SHARES), untilMs);
    const { status } = this.service;
    const from = fromRegion(inbox.arg[slot] as number);
    const caller = inbox.get(slot, M_SLOT);
    const tag = inbox.get(slot, M_TAG);
    const set = inbox.get(slot, M_SET);
    if (status === PENDING) this.waiting.set(this.service.call, { from, caller, tag, set, step });
    else {
      // One whose answer was lost is asked again, and shown to nobody twice.
      if (step === SHARE && status === OK && cell.parts.packets.shareOnce(packetOfOrder(value))) {
        if (cell.givesUp("share")) cell.unshown.push({ order: value, home: from });
        else this.show(cell, value, from, this.service.doneMs);
      }
      this.reply(from, caller, tag, set, step);
    }
  }

  /**
   * Has packets shown whose groups were not to see them yet, once their rung is given back: some at each look, so that
   * all are shown after `looks` of them.
   */
  showLate(cell: SetCell, nowMs: number, looks: number): void {
    if (cell.unshown.length === 0 || this.lost) return;
    if (cell.givesUp("share")) cell.showAtOnce = 0;
    else {
      if (cell.showAtOnce === 0) cell.showAtOnce = Math.ceil(cell.unshown.length / looks);
      for (const { order, home } of cell.unshown.splice(0, cell.showAtOnce))
        this.show(cell, order, home, nowMs);
      if (cell.unshown.length === 0) cell.showAtOnce = 0;
    }
  }

  /** A call that waited in the database has its answer; it dies with the IDC. */
  private answered(call: number): void {
    const { from, caller, tag, set, step } = this.waiting.get(call) as Waiting;
    this.waiting.delete(call);
    if (!this.lost) this.reply(from, caller, tag, set, step);
  }

  /** Sends the answer that the service holds ready. */
  reply(from: number, caller: number, tag: number, set: number, step: number): void {
    const { value, status, degraded, doneMs } = this.service;
    this.federation.send(
      this.district,
      this.edgeDistrict,
      doneMs + this.campusDelayMs,
      this.edgeHandler(),
      address(REPLY, this.region, from, step),
      caller,
      tag,
      set,
      value,
      status,
      (degraded ? 1 : 0) + 2 * (this.cells[set] as SetCell).levelsRefused,
      doneMs,
    );
  }

  /** Has a packet shared by a user of region `home` shown to its group, region by region; members are numbered through. */
  private show(cell: SetCell, order: number, home: number, atMs: number): void {
    const { packets } = cell.parts;
    const slot = packets.find(packetOfOrder(order));
    // One shown late may have expired.
    if (slot < 0) return;
    const left = packets.shares(slot) - packets.granted(slot);
    this.fanOut.draw(left, home);
    const { members } = this.fanOut;
    let first = 0;
    for (let region = 0; region < members.length; region++) {
      const count = members[region] as number;
      if (count > 0) {
        this.federation.send(
          this.district,
          this.edgeDistrict,
          atMs + this.campusDelayMs,
          this.edgeHandler(),
          address(FAN_OUT, this.region, region, SHARE),
          order,
          count,
          first,
        );
      }
      first += count;
    }
  }
}
