import { MESSAGE_FIELDS } from "./inbox.ts";
import { InvariantError } from "./invariant.ts";
import type { Delivery, Outbox } from "./outbox.ts";

/** Numbers of one message: receiver, handler, argument, time, tie key, sender, and its eight fields; up to full cache lines. */
const RECORD = 16;
/** Messages that a mailbox holds, a power of two; who finds it full waits until some are taken out. */
const MAILBOX = 4096;
/**
 * How often a thread looks for the others before it goes to sleep: they are mostly done within microseconds, and to be
 * woken takes longer. Looks are doubled when they were worth it and halved when they were not, because the others' cores
 * are busy with something else.
 */
const LOOKS_MIN = 250;
const LOOKS_MAX = 16_000;
/** How long a thread sleeps that finds a mailbox full, if nobody wakes it [ms]. */
const NAP_MS = 1;
/** Steps in a window. More let threads drift further apart before one waits, and cost more looks. */
const STEPS = 2;
/** A window is shorter by this than any message takes, so that rounding brings none too late. */
const HAIR = 1e-9;

/** Numbers (int32) from one that threads write to the next: no two share a cache line, nor the pair that is fetched at once. */
const APART = 32;
const PROGRESS = 0;
const SLEEPERS = APART;
const ABORTED = 2 * APART;
const DONE = 3 * APART;

/** What threads that run groups of one federation share: plain memory, to be handed to each of them. */
export interface SharedMail {
  threads: number;
  /** To be woken by; then steps done by thread; then by parity and thread a flag; each in a line of its own. */
  control: SharedArrayBuffer;
  /** By parity and thread: a time [ms]. */
  times: SharedArrayBuffer;
  /** By sender and receiver: number of messages put in and taken out so far, each in a line of its own. */
  counts: SharedArrayBuffer;
  /** By sender and receiver: the messages, a ring. */
  records: SharedArrayBuffer;
}

export function shareMail(threads: number): SharedMail {
  const pairs = threads * threads;
  return {
    threads,
    control: new SharedArrayBuffer(4 * (DONE + APART * 3 * threads)),
    times: new SharedArrayBuffer(8 * 2 * threads),
    counts: new SharedArrayBuffer(4 * APART * 2 * pairs),
    records: new SharedArrayBuffer(8 * RECORD * MAILBOX * pairs),
  };
}

/** Ends the waiting of all threads: one of them is gone. */
export function abortMail(mail: SharedMail): void {
  const control = new Int32Array(mail.control);
  Atomics.store(control, ABORTED, 1);
  wake(control);
}

function wake(control: Int32Array): void {
  Atomics.add(control, PROGRESS, 1);
  Atomics.notify(control, PROGRESS);
}

/**
 * One thread's end of the mail between threads. All threads take the same steps: parts of a window, the time that a message
 * between threads takes at least. In the end of a step a thread hands over its mail; it may begin the next one as long
 * as nobody is a whole window behind. So a thread that has more to do for a moment does not hold up the others.
 *
 * All threads call `close`, `agree` and `earliest` in the same order, as often as each other. What they agree on is kept
 * in turn (two parities), so that what is still being read is not overwritten by the next round.
 */
export class Exchange {
  /** Groups that run on this thread. */
  readonly here: readonly number[];
  /** Length of a step [ms]. */
  readonly stepMs: number;

  private readonly self: number;
  private readonly threads: number;
  private readonly threadOf: (district: number) => number;
  private readonly control: Int32Array;
  private readonly times: Float64Array;
  private readonly counts: Int32Array;
  private readonly records: Float64Array;
  private done = 0;
  private looks = LOOKS_MIN;
  private parity = 0;

  constructor(options: {
    mail: SharedMail;
    self: number;
    here: readonly number[];
    /** The thread that runs a district. */
    threadOf: (district: number) => number;
    /** No message between threads takes less [ms]. */
    windowMs: number;
  }) {
    this.here = options.here;
    this.stepMs = (options.windowMs * (1 - HAIR)) / STEPS;
    this.self = options.self;
    this.threads = options.mail.threads;
    this.threadOf = options.threadOf;
    this.control = new Int32Array(options.mail.control);
    this.times = new Float64Array(options.mail.times);
    this.counts = new Int32Array(options.mail.counts);
    this.records = new Float64Array(options.mail.records);
  }

  /** Returns when what comes in the next step is here, and has delivered it: nobody is a window behind. */
  open(deliver: Delivery): void {
    this.wait(this.done + 1 - STEPS, deliver);
    this.takeAll(deliver);
  }

  /** This thread has taken a step: hands over what lies in the outboxes, and empties them. */
  close(outboxes: readonly Outbox[], deliver: Delivery): void {
    for (const outbox of outboxes) {
      for (let i = 0; i < outbox.size; i++) this.put(outbox, i, deliver);
      outbox.clear();
    }
    this.step();
  }

  /** Returns when all threads have taken as many steps as this one, and has delivered what they have handed over. */
  meet(deliver: Delivery): void {
    this.wait(this.done, deliver);
    this.takeAll(deliver);
  }

  /** What all threads make of their flags together: whether some are true, or all. */
  agree(flag: boolean, what: "some" | "all"): boolean {
    const first = this.threads + this.turn();
    Atomics.store(this.control, DONE + APART * (first + this.self), flag ? 1 : 0);
    this.step();
    this.wait(this.done);
    let set = 0;
    for (let thread = 0; thread < this.threads; thread++) {
      set += Atomics.load(this.control, DONE + APART * (first + thread));
    }
    return what === "some" ? set > 0 : set === this.threads;
  }

  /** The earliest of the times that the threads call [ms]. */
  earliest(timeMs: number): number {
    const first = this.turn();
    this.times[first + this.self] = timeMs;
    this.step();
    this.wait(this.done);
    return Math.min(...this.times.subarray(first, first + this.threads));
  }

  /** Where the next thing to agree on is kept, by thread. */
  private turn(): number {
    this.parity = 1 - this.parity;
    return this.parity * this.threads;
  }

  private step(): void {
    Atomics.store(this.control, DONE + APART * this.self, ++this.done);
    if (Atomics.load(this.control, SLEEPERS) > 0) wake(this.control);
  }

  /** Returns when all others have taken `steps` steps. Who has to wait long delivers mail meanwhile, so that no box stays full. */
  private wait(steps: number, deliver?: Delivery): void {
    if (!this.othersHave(steps) && !this.look(steps)) {
      do {
        if (deliver !== undefined) this.takeAll(deliver);
        this.sleepUntil(steps);
      } while (!this.othersHave(steps));
    }
    this.checkAlive();
  }

  /** Looks for a while whether all others have taken `steps` steps. */
  private look(steps: number): boolean {
    for (let look = 0; look < this.looks; look++) {
      if (!this.othersHave(steps)) continue;
      this.looks = Math.min(2 * this.looks, LOOKS_MAX);
      return true;
    }
    this.looks = Math.max(this.looks / 2, LOOKS_MIN);
    return false;
  }

  /** Also when there is no use in waiting for them. */
  private othersHave(steps: number): boolean {
    const { control, threads } = this;
    for (let thread = 0; thread < threads; thread++) {
      if (thread !== this.self && Atomics.load(control, DONE + APART * thread) < steps)
        return Atomics.load(control, ABORTED) === 1;
    }
    return true;
  }

  private checkAlive(): void {
    if (Atomics.load(this.control, ABORTED) === 1) {
      throw new InvariantError("exchange", "another thread of this run has ended early");
    }
  }

  private sleepUntil(steps: number): void {
    const { control } = this;
    // In this order: who takes a step after the look sees the sleeper, and wakes it.
    Atomics.add(control, SLEEPERS, 1);
    const progress = Atomics.load(control, PROGRESS);
    if (!this.othersHave(steps)) Atomics.wait(control, PROGRESS, progress);
    Atomics.sub(control, SLEEPERS, 1);
  }

  private pair(from: number, to: number): number {
    return from * this.threads + to;
  }

  /** Puts message i of an outbox where it belongs. */
  private put(outbox: Outbox, i: number, deliver: Delivery): void {
    const thread = this.threadOf(outbox.to[i] as number);
    if (thread === this.self) {
      outbox.hand(i, deliver);
      return;
    }
    const putIn = 2 * APART * this.pair(this.self, thread);
    const written = this.counts[putIn] as number;
    while (((written - Atomics.load(this.counts, putIn + APART)) | 0) === MAILBOX) this.nap(deliver);
    outbox.hand(i, this.post);
    Atomics.store(this.counts, putIn, written + 1);
  }

  /** A mailbox is full: wakes its reader, who may itself find one of this thread's full. */
  private nap(deliver: Delivery): void {
    const { control } = this;
    this.takeAll(deliver);
    wake(control);
    Atomics.wait(control, PROGRESS, Atomics.load(control, PROGRESS), NAP_MS);
    this.checkAlive();
  }

  /** Writes a message into the next place of the mailbox that `put` has chosen. */
  private readonly post: Delivery = (to, handler, arg, timeMs, tieKey, from, fields, at) => {
    const { records } = this;
    const pair = this.pair(this.self, this.threadOf(to));
    const place = (pair * MAILBOX + ((this.counts[2 * APART * pair] as number) & (MAILBOX - 1))) * RECORD;
    records[place] = to;
    records[place + 1] = handler;
    records[place + 2] = arg;
    records[place + 3] = timeMs;
    records[place + 4] = tieKey;
    records[place + 5] = from;
    for (let k = 0; k < MESSAGE_FIELDS; k++) records[place + 6 + k] = fields[at + k] as number;
  };

  private takeAll(deliver: Delivery): void {
    for (let from = 0; from < this.threads; from++) {
      if (from !== this.self) this.take(this.pair(from, this.self), deliver);
    }
  }

  private take(pair: number, deliver: Delivery): void {
    const { records, counts } = this;
    const putIn = 2 * APART * pair;
    const written = Atomics.load(counts, putIn);
    let taken = counts[putIn + APART] as number;
    if (written === taken) return;
    // An evening at 1/1 has more messages than an int32 counts: both numbers may have turned over.
    for (; taken !== written; taken = (taken + 1) | 0) {
      const at = (pair * MAILBOX + (taken & (MAILBOX - 1))) * RECORD;
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
    Atomics.store(counts, putIn + APART, written);
  }
}
