import type { Simulation } from "../../kernel/simulation.ts";
import { NO_NODE } from "../site/ring.ts";
import type { Ending, Outcome } from "./ending.ts";
import { Fork } from "./fork.ts";
import { END, Itinerary, type Node } from "./itinerary.ts";
import type { LabLink } from "./lab-link.ts";
import type { LabPackets } from "./lab-packets.ts";
import type { LabReplicaGroup } from "./lab-replica-group.ts";
import type { LabSource } from "./lab-source.ts";
import { LabStation } from "./lab-station.ts";
import type { Loss, Silence } from "./passage.ts";
import type { RequestSlots } from "./request-slots.ts";

/** What a path can lead through. */
export type Stop = LabStation | LabReplicaGroup | LabLink | LabPackets;

export interface WayOptions {
  sim: Simulation;
  slots: RequestSlots;
  stops: readonly Stop[];
  sources: readonly LabSource[];
  /** A request has ended, one way or another. */
  onOver: (ending: Ending) => void;
}

/** The way of requests from stop to stop, and what each stop and source counts of it. */
export class Way {
  private readonly sim: Simulation;
  private readonly slots: RequestSlots;
  private readonly stops: readonly Stop[];
  private readonly sources: readonly LabSource[];
  private readonly onOver: WayOptions["onOver"];
  /** The last request that ended. */
  private readonly ending: Ending;
  /** The fork that a request is one way of, and the one that it waits for. */
  private readonly partOf = new Map<number, Fork>();
  private readonly waitsFor = new Map<number, Fork>();

  constructor({ sim, slots, stops, sources, onOver }: WayOptions) {
    this.sim = sim;
    this.slots = slots;
    this.stops = stops;
    this.sources = sources;
    this.onOver = onOver;
    this.ending = {
      source: sources[0] as LabSource,
      user: 0,
      number: 0,
      beganMs: 0,
      waitedMs: 0,
      attempts: 1,
      outcome: "done",
      at: "",
    };
  }

  /** A request that has its slot sets out. */
  begin(request: number, source: LabSource): void {
    this.go(request, source, source.itinerary.first);
  }

  /** A request was served at a stop. */
  leave(request: number, stopNumber: number): void {
    const { slots } = this;
    const { passage, waitMs, sojournMs } = this.stops[stopNumber] as Stop;
    if (slots.counts[request] === 1) passage.finish(waitMs, sojournMs);
    if (slots.isGone[request] === 1) {
      this.discard(request);
      return;
    }
    slots.waitedMs[request] = (slots.waitedMs[request] as number) + waitMs;
    this.go(request, this.sourceOf(request), slots.next[request] as number);
  }

  /** A request is not served at a stop, and whoever sent it is told at once. */
  sendAway(request: number, stopNumber: number, why: Loss): void {
    if (this.slots.counts[request] === 1) (this.stops[stopNumber] as Stop).passage[why]++;
    this.refuse(request, why, this.idOf(stopNumber));
  }

  /** A request ends at a stop without a word: a client with a deadline waits on. */
  vanish(request: number, stopNumber: number, why: Silence): void {
    const { slots } = this;
    const { passage, waitMs } = this.stops[stopNumber] as Stop;
    const isCounted = slots.counts[request] === 1;
    slots.waitedMs[request] = (slots.waitedMs[request] as number) + (why === "abandoned" ? waitMs : 0);
    if (isCounted && why === "abandoned") passage.abandon(waitMs);
    else if (isCounted) passage.lost++;
    if (this.sourceOf(request).client === undefined) this.refuse(request, why, this.idOf(stopNumber));
    else this.fallSilent(request);
  }

  /** Whoever sent a request does not want it any more: one that waits is taken out, others go no further. */
  withdraw(request: number): void {
    const { slots } = this;
    slots.isGone[request] = 1;
    const fork = this.waitsFor.get(request);
    if (fork !== undefined) {
      fork.release();
      for (const way of fork.out) this.withdraw(way);
      this.discard(request);
      return;
    }
    const stop = this.stops[slots.stop[request] as number] as Stop;
    if (!(stop instanceof LabStation) || !stop.withdraw(request)) return;
    if (slots.counts[request] === 1) stop.passage.abandon(stop.waitMs);
    this.discard(request);
  }

  private idOf(stopNumber: number): string {
    return (this.stops[stopNumber] as Stop).id;
  }

  private sourceOf(request: number): LabSource {
    return this.sources[this.slots.source[request] as number] as LabSource;
  }

  private go(request: number, source: LabSource, from: number): void {
    let node = from;
    while (node !== END) {
      const step = source.itinerary.nodes[node] as Node;
      switch (step.kind) {
        case "visit":
          this.visit(request, step.stop, step.next);
          return;
        case "choose": {
          const place = step.choice.pick(this.slots.user[request] as number);
          if (place === NO_NODE) this.refuse(request, "refused", "");
          else this.visit(request, step.stops[place] as number, step.next);
          return;
        }
        case "branch":
          node = Itinerary.draw(step);
          break;
        case "fork":
          this.fork(request, source, step);
          return;
      }
    }
    this.arriveAtEnd(request, source);
  }

  private visit(request: number, stopNumber: number, next: number): void {
    const { slots } = this;
    slots.stop[request] = stopNumber;
    slots.next[request] = next;
    const stop = this.stops[stopNumber] as Stop;
    if (slots.counts[request] === 1) stop.passage.offered++;
    const why = stop.arrive(request);
    if (why !== undefined) this.sendAway(request, stopNumber, why);
  }

  /** A request goes several ways at once, as requests of their own. */
  private fork(request: number, source: LabSource, { to, need, next }: Node & { kind: "fork" }): void {
    const { slots } = this;
    const fork = new Fork(request, need, next);
    this.waitsFor.set(request, fork);
    const ways = to.map(() => {
      const way = slots.takeLike(request, this.sim.now);
      this.partOf.set(way, fork);
      fork.out.add(way);
      return way;
    });
    // All are out before the first goes: it may be refused at once.
    ways.forEach((way, i) => {
      if (fork.isOver) this.discard(way);
      else this.go(way, source, to[i] as number);
    });
  }

  private arriveAtEnd(request: number, source: LabSource): void {
    const { slots } = this;
    const fork = this.partOf.get(request);
    if (fork !== undefined) {
      this.join(request, fork, source);
      return;
    }
    if (source.goesAgain()) {
      this.go(request, source, source.itinerary.first);
      return;
    }
    const ending = this.endingOf(request, source, "done", "");
    const { client } = source;
    const owner = slots.owner[request] as number;
    // Nobody waits any more for an attempt that was given up.
    const isWanted = client === undefined || client.answered(owner, request, ending);
    slots.giveBack(request);
    if (isWanted) this.onOver(ending);
  }

  /** One way of a fork is gone; the waits of the last one needed are those of the whole. */
  private join(way: number, fork: Fork, source: LabSource): void {
    const { slots } = this;
    const waitedMs = slots.waitedMs[way] as number;
    this.discard(way);
    if (fork.isOver || --fork.need > 0) return;
    const request = this.wakeFor(fork);
    slots.waitedMs[request] = (slots.waitedMs[request] as number) + waitedMs;
    this.go(request, source, fork.next);
  }

  /** A request ends, and whoever sent it knows. */
  private refuse(request: number, why: Loss | Silence, at: string): void {
    const { slots } = this;
    const fork = this.partOf.get(request);
    if (fork !== undefined || slots.isGone[request] === 1) {
      this.discard(request);
      if (fork !== undefined && !fork.isOver && fork.isHopeless) this.refuse(this.wakeFor(fork), why, at);
      return;
    }
    const { client } = this.sourceOf(request);
    const ending = this.endingOf(request, this.sourceOf(request), why, at);
    const owner = slots.owner[request] as number;
    slots.giveBack(request);
    if (client === undefined) this.onOver(ending);
    else if (why === "refused" || why === "shed") client.refused(owner, request, why, at);
  }

  /** A request ends, and whoever sent it does not know. */
  private fallSilent(request: number): void {
    const fork = this.partOf.get(request);
    if (fork === undefined) {
      this.sourceOf(request).client?.fellSilent(this.slots.owner[request] as number, request);
      this.discard(request);
      return;
    }
    this.discard(request);
    if (!fork.isOver && fork.isHopeless) this.fallSilent(this.wakeFor(fork));
  }

  private endingOf(request: number, source: LabSource, outcome: Outcome, at: string): Ending {
    const { ending, slots } = this;
    ending.source = source;
    ending.user = slots.user[request] as number;
    ending.number = slots.number[request] as number;
    ending.beganMs = slots.beganMs[request] as number;
    ending.waitedMs = slots.waitedMs[request] as number;
    ending.attempts = 1;
    ending.outcome = outcome;
    ending.at = at;
    return ending;
  }

  private wakeFor(fork: Fork): number {
    const request = fork.release();
    this.waitsFor.delete(request);
    return request;
  }

  /** A slot is given back; nobody is told. */
  private discard(request: number): void {
    this.partOf.get(request)?.out.delete(request);
    this.partOf.delete(request);
    this.waitsFor.delete(request);
    this.slots.giveBack(request);
  }
}
