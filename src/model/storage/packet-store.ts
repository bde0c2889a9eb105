import { InvariantError } from "../../kernel/invariant.ts";
import { ClaimBlocks } from "./claim-blocks.ts";
import { type ClaimIndex, LARGE_PACKET_SHARES } from "./claim-index.ts";
import { ClaimRecords } from "./claim-records.ts";
import { PacketRecords } from "./packet-records.ts";

export interface PacketStoreOptions {
  name: string;
  /** Age at which what is left of a packet goes back to its creator [ms]. */
  expiryMs: number;
  /** How long a closed packet is remembered, so that a late retry still finds its answer [ms]. */
  graceMs: number;
}

/** A ref is generation x REF_SLOTS + slot: exact in a float64 while a slot is used less than 2^29 times. */
const REF_SLOTS = 2 ** 24;
const NONE = -1;
/** doneAtMs of a share that is reserved and not opened. */
const NOT_OPENED = Number.POSITIVE_INFINITY;

/**
 * The packets that live in one set, as plain records: only those not yet done with take memory.
 *
 * A packet is *live* until every share is opened or it expires, then *closed* for `graceMs`, then its slot is
 * used again. A ref that has outlived its packet is told from a valid one by its generation. A packet's claims
 * lie side by side, in the order in which they were granted: looking through them is one memory access. The store
 * keeps the books of one packet (shares, remaining fen); who may do what and when is the grab engine's affair.
 */
export class PacketStore extends PacketRecords {
  readonly name: string;
  readonly expiryMs: number;
  /** Packets that are live. */
  liveCount = 0;

  /** The shares granted, by claim. */
  readonly claimed = new ClaimRecords();

  private readonly graceMs: number;
  private slotCount = 0;
  private readonly blocks = new ClaimBlocks();
  /** By slot, of large packets only. */
  private readonly indexes = new Map<number, ClaimIndex>();
  private liveOldest = NONE;
  private liveNewest = NONE;
  private closedOldest = NONE;
  private closedNewest = NONE;

  constructor(options: PacketStoreOptions) {
    super();
    this.name = options.name;
    this.expiryMs = options.expiryMs;
    this.graceMs = options.graceMs;
  }

  /** Makes a packet and returns its ref. @throws InvariantError unless amountFen >= shares >= 1, in whole fen. */
  create(amountFen: number, shares: number, creator: number, nowMs: number): number {
    if (!((amountFen | 0) === amountFen && (shares | 0) === shares && amountFen >= shares && shares >= 1)) {
      const problem = `cannot put ${amountFen} fen into ${shares} shares`;
      throw new InvariantError(this.name, problem, { timeMs: nowMs });
    }
    const slot = this.takeSlot(nowMs);
    this.setAmountFen(slot, amountFen);
    this.setRemainingFen(slot, amountFen);
    this.setShares(slot, shares);
    this.setGranted(slot, 0);
    this.setOpened(slot, 0);
    this.setCreator(slot, creator);
    this.setCreatedMs(slot, nowMs);
    this.setFreeAtMs(slot, nowMs);
    this.setEntry(slot, NONE);
    this.setCachedAtMs(slot, nowMs);
    this.setShared(slot, 0);
    this.setMembers(slot, 0);
    this.setClosedMs(slot, Number.POSITIVE_INFINITY);
    this.setClaims(slot, this.takeClaims(shares));
    if (shares > LARGE_PACKET_SHARES) this.indexes.set(slot, { claims: new Map(), done: 0 });
    this.linkLive(slot);
    this.liveCount++;
    return this.refOf(slot);
  }

  /** The slot of a packet that is live or closed and remembered; -1 when it is gone. */
  find(ref: number): number {
    // Not ref % REF_SLOTS, for which V8 calls out of its code.
    const generation = Math.floor(ref / REF_SLOTS);
    const slot = ref - generation * REF_SLOTS;
    return slot < this.slotCount && this.generation(slot) === generation ? slot : NONE;
  }

  /** Takes down that a packet is shared; false when it was before, or is gone. */
  shareOnce(ref: number): boolean {
    const slot = this.find(ref);
    if (slot < 0 || this.shared(slot) === 1) return false;
    this.setShared(slot, 1);
    return true;
  }

  /** The ref of the packet in a slot. */
  refOf(slot: number): number {
    return this.generation(slot) * REF_SLOTS + slot;
  }

  /** Whether the packet in a slot is live at nowMs: neither closed nor past its expiry. */
  isLive(slot: number, nowMs: number): boolean {
    return !this.isClosed(slot) && nowMs < this.createdMs(slot) + this.expiryMs;
  }

  /** Whether every share of the packet in a slot is opened, or it has expired and been given back. */
  isClosed(slot: number): boolean {
    return this.closedMs(slot) !== Number.POSITIVE_INFINITY;
  }

  /** The i-th share granted of the packet in a slot, counted from 0. */
  claimAt(slot: number, i: number): number {
    return this.claims(slot) + i;
  }

  /** The claim of a member on the packet in a slot; -1 when there is none. */
  claimOf(slot: number, member: number): number {
    if (((this.members(slot) >>> (member & 31)) & 1) === 0) return NONE;
    const first = this.claims(slot);
    const granted = this.granted(slot);
    if (granted > LARGE_PACKET_SHARES) return this.indexes.get(slot)?.claims.get(member) ?? NONE;
    for (let claim = first; claim < first + granted; claim++)
      if (this.claimed.member(claim) === member) return claim;
    return NONE;
  }

  /** Whether a claim has been opened. */
  isOpened(claim: number): boolean {
    return this.claimed.doneAtMs(claim) !== NOT_OPENED;
  }

  /** Openings of the packet in a slot that are not yet acknowledged at nowMs. */
  transactionsAt(slot: number, nowMs: number): number {
    const first = this.claims(slot);
    const end = first + this.granted(slot);
    const from = end - first > LARGE_PACKET_SHARES ? this.passDone(slot, nowMs) : first;
    let count = 0;
    for (let claim = from; claim < end; claim++) {
      const doneAtMs = this.claimed.doneAtMs(claim);
      if (doneAtMs > nowMs && doneAtMs !== NOT_OPENED) count++;
    }
    return count;
  }

  /** The first claim of a large packet that is not done at nowMs; those before it are not looked at again. */
  private passDone(slot: number, nowMs: number): number {
    const first = this.claims(slot);
    const index = this.indexes.get(slot) as ClaimIndex;
    while (index.done < this.granted(slot) && this.claimed.doneAtMs(first + index.done) <= nowMs)
      index.done++;
    return first + index.done;
  }

  /** Reserves the next share for a member and returns the claim. The caller has seen that one is left. */
  grant(slot: number, member: number): number {
    if (this.granted(slot) >= this.shares(slot)) {
      throw new InvariantError(this.name, `packet ${this.refOf(slot)} has no share left to grant`);
    }
    const granted = this.granted(slot);
    const claim = this.claims(slot) + granted;
    this.claimed.setMember(claim, member);
    this.claimed.setFen(claim, 0);
    this.claimed.setDoneAtMs(claim, NOT_OPENED);
    this.noteMember(slot, member);
    this.setGranted(slot, granted + 1);
    if (this.indexes.size > 0) this.indexes.get(slot)?.claims.set(member, claim);
    return claim;
  }

  /** A share that is reserved and not opened goes to another member. */
  handOver(slot: number, claim: number, member: number): void {
    const index = this.indexes.get(slot);
    index?.claims.delete(this.claimed.member(claim));
    index?.claims.set(member, claim);
    this.claimed.setMember(claim, member);
    this.noteMember(slot, member);
  }

  private noteMember(slot: number, member: number): void {
    this.setMembers(slot, this.members(slot) | (1 << (member & 31)));
  }

  /** Pays a claim: amountFen leaves the packet, acknowledged at doneAtMs. The last one closes the packet. */
  pay(slot: number, claim: number, amountFen: number, doneAtMs: number): void {
    if (this.isOpened(claim) || !(amountFen >= 1 && amountFen <= this.remainingFen(slot))) {
      throw new InvariantError(
        this.name,
        `packet ${this.refOf(slot)} cannot pay ${amountFen} fen to a claim`,
      );
    }
    this.claimed.setFen(claim, amountFen);
    this.claimed.setDoneAtMs(claim, doneAtMs);
    this.setRemainingFen(slot, this.remainingFen(slot) - amountFen);
    this.setOpened(slot, this.opened(slot) + 1);
    if (this.opened(slot) === this.shares(slot)) this.close(slot, doneAtMs);
  }

  /** When the oldest live packet expires [ms]; Infinity without any. */
  nextExpiryMs(): number {
    if (this.liveOldest === NONE) return Number.POSITIVE_INFINITY;
    return this.createdMs(this.liveOldest) + this.expiryMs;
  }

  /** Closes the oldest live packet and returns what was left in it [fen]; reservations not opened lapse. */
  expireOldest(nowMs: number): number {
    const slot = this.liveOldest;
    const refundFen = this.remainingFen(slot);
    this.setRemainingFen(slot, 0);
    this.close(slot, nowMs);
    return refundFen;
  }

  /** Slots in use or kept for use: the most packets remembered at a time so far. */
  get slots(): number {
    return this.slotCount;
  }

  /** Sum of what all packets hold [fen]. */
  heldFen(): number {
    let sumFen = 0;
    for (let slot = this.liveOldest; slot !== NONE; slot = this.newer(slot)) {
      sumFen += this.remainingFen(slot);
    }
    return sumFen;
  }

  private close(slot: number, nowMs: number): void {
    const older = this.older(slot);
    const newer = this.newer(slot);
    if (older === NONE) this.liveOldest = newer;
    else this.setNewer(older, newer);
    if (newer === NONE) this.liveNewest = older;
    else this.setOlder(newer, older);
    this.liveCount--;
    this.setClosedMs(slot, nowMs);
    this.setNewer(slot, NONE);
    if (this.closedOldest === NONE) this.closedOldest = slot;
    else this.setNewer(this.closedNewest, slot);
    this.closedNewest = slot;
  }

  private linkLive(slot: number): void {
    this.setOlder(slot, this.liveNewest);
    this.setNewer(slot, NONE);
    if (this.liveNewest === NONE) this.liveOldest = slot;
    else this.setNewer(this.liveNewest, slot);
    this.liveNewest = slot;
  }

  private takeSlot(nowMs: number): number {
    const closed = this.closedOldest;
    if (closed !== NONE && this.closedMs(closed) + this.graceMs <= nowMs) {
      this.closedOldest = this.newer(closed);
      this.freeClaims(closed);
      this.setGeneration(closed, this.generation(closed) + 1);
      return closed;
    }
    if (this.slotCount === this.room) this.enlargeSlots();
    return this.slotCount++;
  }

  private freeClaims(slot: number): void {
    this.blocks.giveBack(this.claims(slot), this.shares(slot));
    if (this.indexes.size > 0) this.indexes.delete(slot);
  }

  private takeClaims(shares: number): number {
    const first = this.blocks.take(shares);
    if (this.blocks.used > this.claimed.room)
      this.claimed.enlargeTo(Math.max(2 * this.claimed.room, this.blocks.used));
    return first;
  }

  private enlargeSlots(): void {
    const length = 2 * this.slotCount;
    if (length > REF_SLOTS) throw new InvariantError(this.name, `more than ${REF_SLOTS} packets are alive`);
    this.enlargeTo(length);
  }
}
