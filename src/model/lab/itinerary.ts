import { openStream, type RandomStream } from "../../kernel/random.ts";
import type { LabSource } from "../../scenario/lab/lab-scenario.ts";
import type { LabStep, PlainLabStep } from "../../scenario/lab/path.ts";
import { Choice, type Choosable } from "./choice.ts";

/** In place of a node: the path is at its end. */
export const END = -1;

/** What a request does next; nodes are known by number. */
export type Node =
  | { kind: "visit"; stop: number; next: number }
  | { kind: "choose"; choice: Choice; stops: readonly number[]; next: number }
  | { kind: "branch"; ways: readonly { upTo: number; to: number }[]; stream: RandomStream }
  | { kind: "fork"; to: readonly number[]; need: number; next: number };

export interface ItineraryOptions {
  plan: LabSource;
  seed: string;
  /** The number of a stop, by its id. */
  stopOf: (id: string) => number;
  /** The stations with these numbers, to choose from. */
  among: (stops: readonly number[]) => Choosable;
}

/** A source's path as nodes that point to each other. */
export class Itinerary {
  readonly nodes: Node[] = [];
  /** Where a request begins. */
  readonly first: number;

  private readonly options: ItineraryOptions;

  constructor(options: ItineraryOptions) {
    this.options = options;
    this.first = this.compile(options.plan.path, END);
  }

  /** The way on from a branch. */
  static draw({ ways, stream }: Node & { kind: "branch" }): number {
    const u = stream.uniform();
    const way = ways.find(({ upTo }) => u < upTo) ?? ways.at(-1);
    return way?.to ?? END;
  }

  /** Steps that lead to a node, from the last to the first; returns where they begin. */
  private compile(steps: readonly LabStep[], next: number): number {
    return steps.reduceRight((to, step) => {
      let at = to;
      for (let i = 0; i < step.times; i++) at = this.compileStep(step, at);
      return at;
    }, next);
  }

  private compileStep(step: LabStep, next: number): number {
    const { plan, seed } = this.options;
    const { oneOf, allOf } = step;
    if (oneOf !== undefined) {
      let upTo = 0;
      const ways = oneOf.map(({ weight, path }) => {
        upTo += weight;
        return { upTo, to: this.compile(path, next) };
      });
      return this.add({ kind: "branch", ways, stream: openStream(seed, this.named("branch")) });
    }
    if (allOf !== undefined) {
      const to = allOf.map((path) => this.compile(path, END));
      return this.add({ kind: "fork", to, need: step.need ?? to.length, next });
    }
    return this.compilePlain(step, next, plan.id);
  }

  private compilePlain({ call, choose, of = [], points }: PlainLabStep, next: number, id: string): number {
    const { seed, stopOf, among } = this.options;
    if (call !== undefined) return this.add({ kind: "visit", stop: stopOf(call), next });
    const stops = of.map(stopOf);
    const stream = openStream(seed, this.named("choice"));
    if (choose === undefined) throw new RangeError(`${id}: a step of its path says nothing`);
    const choice = new Choice({ how: choose, among: among(stops), stream, points });
    return this.add({ kind: "choose", choice, stops, next });
  }

  private add(node: Node): number {
    this.nodes.push(node);
    return this.nodes.length - 1;
  }

  private named(what: string): string {
    return `${what}/${this.options.plan.id}/${this.nodes.length}`;
  }
}
