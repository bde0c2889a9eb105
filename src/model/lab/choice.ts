import type { RandomStream } from "../../kernel/random.ts";
import type { LabStation } from "../../scenario/lab/lab-scenario.ts";
import { NO_NODE, Ring } from "../site/ring.ts";

/** What there is to choose from, told by place from 0. */
export interface Choosable {
  readonly length: number;
  /** How many are not to be chosen now. */
  readonly masked: number;
  /** Customers there now. */
  presentAt(place: number): number;
  /** Whether it is not to be chosen now. */
  isMasked(place: number): boolean;
}

export interface ChoiceOptions {
  how: LabStation["choose"];
  among: Choosable;
  stream: RandomStream;
  /** Points of each on the ring. */
  points?: number | undefined;
}

const POINTS = 100;

/** How a request chooses one of several alike, past those that are masked. The ring is the architecture's. */
export class Choice {
  private readonly how: LabStation["choose"];
  private readonly among: Choosable;
  private readonly stream: RandomStream;
  private readonly ring: Ring | undefined;
  private turns = 0;

  constructor({ how, among, stream, points = POINTS }: ChoiceOptions) {
    this.how = how;
    this.among = among;
    this.stream = stream;
    this.ring = how === "ring" ? new Ring({ nodes: among.length, virtualNodes: points }) : undefined;
  }

  /** The place chosen for a request of this user; `NO_NODE` when all are masked. */
  pick(user: number): number {
    const { among } = this;
    const { masked } = among;
    if (masked === 0) return this.ring?.lookup(user) ?? this.pickOf(among.length);
    if (masked === among.length) return NO_NODE;
    const mask = Uint8Array.from({ length: among.length }, (_, place) => (among.isMasked(place) ? 1 : 0));
    if (this.ring !== undefined) return this.ring.lookupExcluding(mask, user);
    const open = [...mask.keys()].filter((place) => mask[place] === 0);
    return open[this.pickOf(open.length, open)] as number;
  }

  /** One of the first n, or of as many that `open` lists. */
  private pickOf(n: number, open?: readonly number[]): number {
    if (this.how === "inTurn") return this.turns++ % n;
    const first = this.stream.integer(n);
    if (this.how === "random" || n === 1) return first;
    // Another one than the first, each as likely.
    const other = (first + 1 + this.stream.integer(n - 1)) % n;
    const present = (i: number) => this.among.presentAt(open === undefined ? i : (open[i] as number));
    return present(other) < present(first) ? other : first;
  }
}
