import { MESSAGE_FIELDS } from "./inbox.ts";
import { InvariantError } from "./invariant.ts";
import type { Delivery, Outbox } from "./outbox.ts";

/** Numbers of one message: receiver, handler, argument, time, tie key, sender, and its eight fields. */
const RECORD = 14;
/** Messages that a mailbox takes in one round; a window with more takes several rounds. */
const MAILBOX = 4096;
/** How often a thread looks for the others before it goes to sleep: they are mostly done within microseconds. */
const SPINS = 5_000;

const COUNT = 0;
const GENERATION = 1;
const ABORTED = 2;
const FLAGS = 3;

/** What threads that run groups of one federation share: plain memory, to be handed to each of them. */
export interface SharedMail {
  threads: number;
  /** Barrier, then by parity and thread: a flag. */
  control: SharedArrayBuffer;
  /** By parity, sender and receiver: number of messages. */
  counts: SharedArrayBuffer;
  /** By parity, sender and receiver: the messages. */
  records: SharedArrayBuffer;
}

export function shareMail(threads: number): SharedMail {
  const pairs = 2 * threads * threads;
  return {
    threads,
    control: new SharedArrayBuffer(4 * (FLAGS + 2 * threads)),
    counts: new SharedArrayBuffer(4 * pairs),
    records: new SharedArrayBuffer(8 * RECORD * MAILBOX * pairs),
  };
}

/** Ends the waiting of all threads: one of them is gone. */
export function abortMail(mail: SharedMail): void {
  const control = new Int32Array(mail.control);
  Atomics.store(control, ABORTED, 1);
  Atomics.add(control, GENERATION, 1);
  Atomics.notify(control, GENERATION);
}

/**
 * One thread's end of the mail between threads. All threads call `swap` and `agree` in the same order, as often as
 * each other; each call ends when all have come to it. Mailboxes are used in turn (two parities), so that what is
 * still being read is not overwritten by the next round.
 */
export class Exchange {
  /** Groups that run on this thread. */
  readonly here: readonly number[];
  /** Length of a window: no message between threads takes less [ms]. */
  readonly windowMs: number;

  private readonly self: number;
  private readonly threads: number;
  private readonly threadOf: (district: number) => number;
  private readonly control: Int32Array;
  private readonly counts: Int32Array;
  private readonly records: Float64Array;
  private parity = 0;
  private flagParity = 0;

  constructor(options: {
    mail: SharedMail;
    self: number;
    here: readonly number[];
    /** The thread that runs a district. */
    threadOf: (district: number) => number;
    windowMs: number;
  }) {
    this.here = options.here;
    this.windowMs = options.windowMs;
    this.self = options.self;
    this.threads = options.mail.threads;
    this.threadOf = options.threadOf;
    this.control = new Int32Array(options.mail.control);
    this.counts = new Int32Array(options.mail.counts);
    this.records = new Float64Array(options.mail.records);
  }

  /** Hands over what lies in the outboxes, empties them, and delivers what has come for this thread. */
  swap(outboxes: readonly Outbox[], deliver: Delivery): void {
    let box = 0;
    let message = 0;
    for (;;) {
      const { parity } = this;
      this.parity = 1 - parity;
      for (let to = 0; to < this.threads; to++) this.counts[this.pair(parity, this.self, to)] = 0;
      let full = false;
      for (; box < outboxes.length && !full; box++) {
        const outbox = outboxes[box] as Outbox;
        while (message < outbox.size && !full) {
          if (this.put(parity, outbox, message, deliver)) message++;
          else full = true;
        }
        if (full) break;
        outbox.clear();
        message = 0;
      }
      const more = this.agree(full, "some");
      for (let from = 0; from < this.threads; from++) {
        if (from !== this.self) this.take(this.pair(parity, from, this.self), deliver);
      }
      if (!more) return;
    }
  }

  /** What all threads make of their flags together: whether some are true, or all. */
  agree(flag: boolean, what: "some" | "all"): boolean {
    const first = FLAGS + this.flagParity * this.threads;
    this.flagParity = 1 - this.flagParity;
    Atomics.store(this.control, first + this.self, flag ? 1 : 0);
    this.meet();
    let set = 0;
    for (let thread = 0; thread < this.threads; thread++) set += Atomics.load(this.control, first + thread);
    return what === "some" ? set > 0 : set === this.threads;
  }

  /** Returns when all threads have come here. */
  private meet(): void {
    const { control } = this;
    const generation = Atomics.load(control, GENERATION);
    if (Atomics.add(control, COUNT, 1) === this.threads - 1) {
      Atomics.store(control, COUNT, 0);
      Atomics.add(control, GENERATION, 1);
      Atomics.notify(control, GENERATION);
    } else {
      let spins = 0;
      while (Atomics.load(control, GENERATION) === generation) {
        if (++spins > SPINS) Atomics.wait(control, GENERATION, generation);
      }
    }
    if (Atomics.load(control, ABORTED) === 1) {
      throw new InvariantError("exchange", "another thread of this run has ended early");
    }
  }

  private pair(parity: number, from: number, to: number): number {
    return (parity * this.threads + from) * this.threads + to;
  }

  /** Puts message i of an outbox where it belongs; false when there is no room for it in this round. */
  private put(parity: number, outbox: Outbox, i: number, deliver: Delivery): boolean {
    const thread = this.threadOf(outbox.to[i] as number);
    if (thread === this.self) {
      outbox.hand(i, deliver);
      return true;
    }
    const pair = this.pair(parity, this.self, thread);
    const count = this.counts[pair] as number;
    if (count === MAILBOX) return false;
    outbox.hand(i, this.post);
    this.counts[pair] = count + 1;
    return true;
  }

  /** Writes a message into the next place of the mailbox that `put` has chosen. */
  private readonly post: Delivery = (to, handler, arg, timeMs, tieKey, from, fields, at) => {
    const { records } = this;
    const pair = this.pair(1 - this.parity, this.self, this.threadOf(to));
    const place = (pair * MAILBOX + (this.counts[pair] as number)) * RECORD;
    records[place] = to;
    records[place + 1] = handler;
    records[place + 2] = arg;
    records[place + 3] = timeMs;
    records[place + 4] = tieKey;
    records[place + 5] = from;
    for (let k = 0; k < MESSAGE_FIELDS; k++) records[place + 6 + k] = fields[at + k] as number;
  };

  private take(pair: number, deliver: Delivery): void {
    const { records } = this;
    const count = this.counts[pair] as number;
    for (let i = 0; i < count; i++) {
      const at = (pair * MAILBOX + i) * RECORD;
      deliver(
        records[at] as number,
        records[at + 1] as number,
        records[at + 2] as number,
        records[at + 3] as number,
        records[at + 4] as number,
        records[at + 5] as number,
        records,
        at + 6,
      );
    }
  }
}
