import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { CarrierEntry } from "../network/carrier.ts";
import { accessOf } from "../network/path-mix.ts";
import type { Client } from "../traffic/client.ts";
import type { Phase } from "../traffic/curve.ts";
import type { Population } from "../traffic/population.ts";
import type { TransitArrivals } from "../traffic/transit-arrivals.ts";

/** The shakers of one carrier entry. */
export interface Shakers {
  arrivals: TransitArrivals;
  population: Population;
  /** Draws who comes to play in each round. */
  stream: RandomStream;
}

export interface ComingShakesOptions {
  shakers: readonly Shakers[];
  entries: readonly CarrierEntry[];
  /** Rounds: in each, other people come to play. */
  phases: readonly Phase[];
  client: Client;
  /** Work that an access server has with a shake [ms]. */
  service: Distribution;
  /** Draws what each shake will meet. */
  stream: RandomStream;
}

/** Cells of a shake: when it comes off the air, when it left its handset, when that gives up [ms]. */
export const AT_MS = 0;
export const SENT_MS = 1;
export const DEADLINE_MS = 2;
/** Its carrier entry, its user, its path, and how long the user had rested before [ms]. */
export const ENTRY = 3;
export const USER = 4;
export const PATH = 5;
export const RESTED_MS = 6;
/** Which server it goes to (a uniform draw), the server's work with it, and the answer's time on the air [ms]. */
export const CHOICE = 7;
export const WORK_MS = 8;
export const BACK_MS = 9;
/** What is sent more than once on the air: the shake, the answer, or both (bits). */
export const RESENT = 10;
export const SHAKE_RESENT = 1;
export const ANSWER_RESENT = 2;
const CELLS = 12;
/** So many shakes are drawn at a time. */
const BLOCK = 128;
const LENGTH = BLOCK * CELLS;

/**
 * The shakes of a region that come next, in the order in which they come off the air: of which user each is, and what is
 * drawn for it. Nothing that happens changes that, so it is worked out ahead, a block at a time: all that it needs is then
 * at hand. What a shake does not meet after all (it is refused, or goes on with a record) is drawn in vain.
 */
export class ComingShakes {
  /** The block; the next shake's cells begin at `row`. */
  readonly cells = new Float64Array(LENGTH);
  row = 0;

  private readonly shakers: readonly Shakers[];
  private readonly entries: readonly CarrierEntry[];
  private readonly phases: readonly Phase[];
  private readonly client: Client;
  private readonly service: Distribution;
  private readonly stream: RandomStream;
  /** By carrier entry: when its first shake that is in no block yet comes off the air [ms]. */
  private readonly nextMs: Float64Array;
  /** The next round, and when it begins [ms]. */
  private phase = 0;
  private phaseMs = Number.POSITIVE_INFINITY;
  private blocks = 0;

  constructor(options: ComingShakesOptions) {
    this.shakers = options.shakers;
    this.entries = options.entries;
    this.phases = options.phases;
    this.client = options.client;
    this.service = options.service;
    this.stream = options.stream;
    this.nextMs = new Float64Array(this.shakers.length);
    this.cells[AT_MS] = Number.POSITIVE_INFINITY;
  }

  /** The first shake after fromMs is the next from now on. */
  start(fromMs: number): void {
    this.startPhase();
    this.phase = this.phases.filter((phase) => phase.fromMs < fromMs).length;
    this.phaseMs = this.phases[this.phase]?.fromMs ?? Number.POSITIVE_INFINITY;
    this.shakers.forEach(({ arrivals }, entry) => {
      this.nextMs[entry] = arrivals.next();
    });
    this.draw();
  }

  /** When the next shake comes off the air [ms]; Infinity when none comes any more. */
  get atMs(): number {
    return this.cells[this.row + AT_MS] as number;
  }

  /** Of the next shake: its carrier entry, when it left its handset [ms], its path. */
  get entry(): number {
    return this.cells[this.row + ENTRY] as number;
  }

  get sentMs(): number {
    return this.cells[this.row + SENT_MS] as number;
  }

  get path(): number {
    return this.cells[this.row + PATH] as number;
  }

  /** Shakes that came before the next one. */
  get passed(): number {
    return Math.max(0, this.blocks - 1) * BLOCK + this.row / CELLS;
  }

  /** Goes on to the one after the next. */
  advance(): void {
    this.row += CELLS;
    if (this.row === LENGTH) this.draw();
  }

  private draw(): void {
    const drawn = this.meet();
    this.prepare(drawn);
    for (let row = drawn; row < LENGTH; row += CELLS) this.cells[row + AT_MS] = Number.POSITIVE_INFINITY;
    this.row = 0;
    this.blocks++;
  }

  /** Fills the block with who comes when; returns where it ends. */
  private meet(): number {
    const { cells, nextMs, shakers } = this;
    for (const { population } of shakers) population.lookAhead(BLOCK / shakers.length);
    for (let row = 0; row < LENGTH; row += CELLS) {
      let entry = 0;
      let atMs = nextMs[0] as number;
      for (let other = 1; other < nextMs.length; other++) {
        const otherMs = nextMs[other] as number;
        if (otherMs < atMs) {
          entry = other;
          atMs = otherMs;
        }
      }
      if (atMs === Number.POSITIVE_INFINITY) return row;
      while (atMs > this.phaseMs) this.nextPhase();
      const { arrivals, population } = shakers[entry] as Shakers;
      cells[row + AT_MS] = atMs;
      cells[row + ENTRY] = entry;
      cells[row + SENT_MS] = arrivals.sentMs;
      cells[row + PATH] = arrivals.path;
      cells[row + RESENT] = arrivals.resent ? SHAKE_RESENT : 0;
      cells[row + USER] = population.next(atMs);
      cells[row + RESTED_MS] = population.restedMs;
      nextMs[entry] = arrivals.next();
    }
    return LENGTH;
  }

  /** Draws what the shakes up to `end` will meet. */
  private prepare(end: number): void {
    const { cells, client, entries, service, stream } = this;
    for (let row = 0; row < end; row += CELLS) {
      const carrier = entries[cells[row + ENTRY] as number] as CarrierEntry;
      const path = cells[row + PATH] as number;
      cells[row + DEADLINE_MS] = client.deadlineMs(cells[row + SENT_MS] as number, accessOf(path));
      cells[row + CHOICE] = stream.uniform();
      cells[row + WORK_MS] = service.sample(stream);
      cells[row + BACK_MS] = carrier.accessMs(path, stream);
      if (carrier.resent) cells[row + RESENT] = (cells[row + RESENT] as number) + ANSWER_RESENT;
    }
  }

  private nextPhase(): void {
    this.startPhase();
    this.phase++;
    this.phaseMs = this.phases[this.phase]?.fromMs ?? Number.POSITIVE_INFINITY;
  }

  /** Other people come to play. */
  private startPhase(): void {
    for (const { population, stream } of this.shakers) population.startPhase(stream);
  }
}
