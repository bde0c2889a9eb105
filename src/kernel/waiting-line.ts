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
  /** By place. */
  private priority: Int32Array;
  private next: Int32Array;
  private previous: Int32Array;

  constructor(name: string, { lifo, classes, places }: { lifo: boolean; classes: number; places: number }) {
    this.name = name;
    this.lifo = lifo;
    this.classes = classes;
    this.first = new Int32Array(classes).fill(NONE);
    this.last = new Int32Array(classes).fill(NONE);
    this.priority = new Int32Array(places);
    this.next = new Int32Array(places);
    this.previous = new Int32Array(places);
  }

  join(place: number, priority: number): void {
    if (!(priority >= 0 && priority < this.classes)) this.refusePriority(priority);
    const last = this.last[priority] as number;
    this.priority[place] = priority;
    this.previous[place] = last;
    this.next[place] = NONE;
    if (last === NONE) this.first[priority] = place;
    else this.next[last] = place;
    this.last[priority] = place;
    this.length++;
  }

  /** Takes out who is served next; somebody must wait. */
  take(): number {
    let priority = 0;
    while (this.first[priority] === NONE) priority++;
    const place = (this.lifo ? this.last[priority] : this.first[priority]) as number;
    this.leave(place);
    return place;
  }

  /** Takes out one who waits. */
  leave(place: number): void {
    const priority = this.priority[place] as number;
    const previous = this.previous[place] as number;
    const next = this.next[place] as number;
    if (previous === NONE) this.first[priority] = next;
    else this.next[previous] = next;
    if (next === NONE) this.last[priority] = previous;
    else this.previous[next] = previous;
    this.length--;
  }

  /** There are more places from now on. */
  enlarge(places: number): void {
    this.priority = enlarge(this.priority, places);
    this.next = enlarge(this.next, places);
    this.previous = enlarge(this.previous, places);
  }

  private refusePriority(priority: number): never {
    throw new InvariantError(this.name, `has no class ${priority} of ${this.classes}`);
  }
}
