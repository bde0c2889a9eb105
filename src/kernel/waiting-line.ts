import { enlarge } from "./enlarge.ts";
import { InvariantError } from "./invariant.ts";

/** No place. */
const NONE = -1;

/**
 * Who waits, by class and within it in the order of coming: linked lists of places, which are numbers of the owner's.
 * Anybody can leave from the middle, and nothing is allocated for one who comes.
 */
export class WaitingLine {
  /** How many wait. */
  length = 0;

  private readonly name: string;
  private readonly lifo: boolean;
  private readonly classes: number;
  /** First and last of each class. */
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  /** By place: its class, the place behind it, the place before it, nothing. */
  private links: Int32Array;

  constructor(name: string, { lifo, classes, places }: { lifo: boolean; classes: number; places: number }) {
    this.name = name;
    this.lifo = lifo;
    this.classes = classes;
    this.first = new Int32Array(classes).fill(NONE);
    this.last = new Int32Array(classes).fill(NONE);
    this.links = new Int32Array(places << 2);
  }

  join(place: number, priority: number): void {
    if (!(priority >= 0 && priority < this.classes)) this.refusePriority(priority);
    const { links } = this;
    const last = this.last[priority] as number;
    const at = place << 2;
    links[at] = priority;
    links[at + 1] = -1;
    links[at + 2] = last;
    if (last === -1) this.first[priority] = place;
    else links[(last << 2) + 1] = place;
    this.last[priority] = place;
    this.length++;
  }

  /** Takes out who is served next; somebody must wait. */
  take(): number {
    const { first, links } = this;
    let priority = 0;
    while (first[priority] === -1) priority++;
    if (this.lifo) return this.takeLast(priority);
    const place = first[priority] as number;
    const next = links[(place << 2) + 1] as number;
    first[priority] = next;
    if (next === -1) this.last[priority] = -1;
    else links[(next << 2) + 2] = -1;
    this.length--;
    return place;
  }

  private takeLast(priority: number): number {
    const place = this.last[priority] as number;
    this.leave(place);
    return place;
  }

  /** Takes out one who waits. */
  leave(place: number): void {
    const { links } = this;
    const at = place << 2;
    const priority = links[at] as number;
    const next = links[at + 1] as number;
    const previous = links[at + 2] as number;
    if (previous === -1) this.first[priority] = next;
    else links[(previous << 2) + 1] = next;
    if (next === -1) this.last[priority] = previous;
    else links[(next << 2) + 2] = previous;
    this.length--;
  }

  /** There are more places from now on. */
  enlarge(places: number): void {
    this.links = enlarge(this.links, places << 2);
  }

  private refusePriority(priority: number): never {
    throw new InvariantError(this.name, `has no class ${priority} of ${this.classes}`);
  }
}
