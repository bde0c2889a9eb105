import type { Simulation } from "../../kernel/simulation.ts";

interface Letter {
  message: number;
  publishedMs: number;
}

/** Messages that nobody could consume: each is given back to its queue after a while, or never. */
export class DeadLetters {
  private readonly simulation: Simulation;
  private readonly afterMs: number | undefined;
  private readonly letters = new Map<number, Letter>();
  private count = 0;
  private readonly handler: number;

  /** @param back what gives a letter back [ms: when it was published] */
  constructor(
    simulation: Simulation,
    name: string,
    afterMs: number | undefined,
    back: (message: number, publishedMs: number) => void,
  ) {
    this.simulation = simulation;
    this.afterMs = afterMs;
    this.handler = simulation.register((letter) => {
      const { message, publishedMs } = this.letters.get(letter) as Letter;
      this.letters.delete(letter);
      back(message, publishedMs);
    }, `${name} replay`);
  }

  add(message: number, publishedMs: number, atMs: number): void {
    if (this.afterMs === undefined) return;
    this.letters.set(this.count, { message, publishedMs });
    this.simulation.at(atMs + this.afterMs, this.handler, this.count++);
  }
}
