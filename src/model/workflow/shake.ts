import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { ShakeTally } from "../measure/shake-tally.ts";
import { DEGRADED, FULL, NO_LUCK, WON } from "../measure/step-counts.ts";
import type { CarrierEntry } from "../network/carrier.ts";
import { accessOf } from "../network/path-mix.ts";
import type { AccessLayer } from "../site/access-layer.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Client } from "../traffic/client.ts";
import type { Phase } from "../traffic/curve.ts";
import type { Population } from "../traffic/population.ts";
import type { TransitArrivals } from "../traffic/transit-arrivals.ts";
import type { Journey } from "./journey.ts";
import type { NewPacket } from "./new-packet.ts";
import type { SetCalls } from "./set-calls.ts";
import type { ShakeAgain } from "./shake-again.ts";
import type { Sharing } from "./share.ts";
import { SHAKE } from "./step.ts";
import { FED_FORWARD_MAX_MS, type Feed, type StepWorkflow } from "./step-workflow.ts";

/** The shakers of one carrier entry. */
export interface Shakers {
  arrivals: TransitArrivals;
  population: Population;
  /** Draws who comes to play in each round. */
  stream: RandomStream;
}

export interface ShakeOptions {
  sim: Simulation;
  requests: RequestTable;
  journey: Journey;
  calls: SetCalls;
  newPacket: NewPacket;
  sharing: Sharing;
  shakers: readonly Shakers[];
  /** Rounds: in each, other people come to play. */
  phases: readonly Phase[];
  /** What users do whose shake brought nothing; undefined: they do not shake more for it. */
  again: ShakeAgain | undefined;
}

/**
 * Shake: ask for luck. Handsets send shakes at the rate of the curve; the access server answers most of them on the
 * spot. When a packet is due for release there and the user has not won three yet, the shake wins: an order is
 * created in a set, the winner's own share goes to the wallet, and the rest is shared with a group.
 *
 * Shakes are taken in the order in which they come off the air, and fed forward through link, server and answer.
 * That is done late: when something else of the region meets the carriers or the access layer, and at the latest
 * `lateMaxMs` after the first shake, before anything can come of it. So many shakes share one event, and one that
 * wins nothing and is answered in time needs no record either: its whole life is one turn of a loop.
 *
 * Where luck is decided by logic behind the access server, each shake is a call to the set of its user. Which of them
 * win is worked out here all the same, as they come in: the counters of the paced release are the access servers'.
 */
export class Shake implements StepWorkflow, Feed {
  private readonly sim: Simulation;
  private readonly requests: RequestTable;
  private readonly journey: Journey;
  private readonly calls: SetCalls;
  private readonly newPacket: NewPacket;
  private readonly sharing: Sharing;
  readonly shakers: readonly Shakers[];
  private readonly phases: readonly Phase[];
  private readonly again: ShakeAgain | undefined;
  private readonly entries: readonly CarrierEntry[];
  private readonly access: AccessLayer;
  private readonly client: Client;
  private readonly tallies: readonly ShakeTally[];
  private readonly service: Distribution;
  private readonly upBytes: number;
  private readonly downBytes: number;
  private readonly countFromMs: number;
  /** Whether luck is decided behind the access server. */
  private readonly goesOn: boolean;
  private readonly stream: RandomStream;
  private readonly takeHandler: number;
  private readonly createHandler: number;
  /** By carrier entry: when its next shake comes off the air [ms]. */
  private readonly nextMs: Float64Array;
  /** The next of them all: its entry, and when [ms]. */
  private nextEntry = 0;
  private nextAtMs = Number.POSITIVE_INFINITY;
  /** When the pending event that takes shakes is due [ms]. */
  private takeAtMs = Number.POSITIVE_INFINITY;
  /** Nothing that comes of a shake happens sooner than this after it came off the air [ms]. */
  private readonly lateMaxMs: number;
  /** Shakes taken so far. */
  taken = 0;

  constructor(options: ShakeOptions) {
    this.sim = options.sim;
    this.requests = options.requests;
    this.journey = options.journey;
    this.calls = options.calls;
    this.newPacket = options.newPacket;
    this.sharing = options.sharing;
    this.shakers = options.shakers;
    this.phases = options.phases;
    this.again = options.again;
    const { entries, access, client, tallies, stream, countFromMs } = this.journey.parts;
    this.entries = entries;
    this.access = access;
    this.client = client;
    this.tallies = tallies.shakes;
    this.stream = stream;
    this.countFromMs = countFromMs;
    this.service = this.journey.parts.shakeService;
    this.goesOn = this.journey.parts.shakesGoOn;
    this.upBytes = this.journey.parts.upBytes[SHAKE] as number;
    this.downBytes = this.journey.parts.downBytes[SHAKE] as number;
    this.nextMs = new Float64Array(this.shakers.length);
    this.lateMaxMs = Math.min(FED_FORWARD_MAX_MS, ...entries.map((entry) => entry.cityHalfMs));
    this.takeHandler = this.sim.register(() => this.takeDue(), "shakes");
    this.createHandler = this.sim.register((slot) => this.calls.create(slot, this.sim.now), "won");
    this.journey.steps.handle(SHAKE, this);
    this.journey.feedFrom(this);
  }

  /** Starts the traffic: the first shake of each carrier to come off the air after fromMs. */
  start(fromMs: number): void {
    this.shakers.forEach(({ arrivals, population, stream }, entry) => {
      this.nextMs[entry] = arrivals.next();
      population.startPhase(stream);
      for (const phase of this.phases) {
        if (phase.fromMs < fromMs) continue;
        this.sim.callAt(phase.fromMs, () => {
          this.catchUp(phase.fromMs);
          population.startPhase(stream);
        });
      }
    });
    this.findNext();
    this.waitForNext();
  }

  /** Takes all shakes that have come off the air until nowMs, whatever the carrier. */
  catchUp(nowMs: number): void {
    while (this.nextAtMs <= nowMs) {
      this.take(this.nextEntry, this.nextAtMs);
      this.findNext();
    }
  }

  /** The next shake comes sooner after something else than it used to: an entry is congested from now on. */
  hurry(): void {
    this.waitForNext();
  }

  private takeDue(): void {
    this.takeAtMs = Number.POSITIVE_INFINITY;
    this.catchUp(this.sim.now);
    this.waitForNext();
  }

  private findNext(): void {
    const { nextMs } = this;
    let entry = 0;
    let atMs = nextMs[0] as number;
    for (let other = 1; other < nextMs.length; other++) {
      const otherMs = nextMs[other] as number;
      if (otherMs < atMs) {
        entry = other;
        atMs = otherMs;
      }
    }
    this.nextEntry = entry;
    this.nextAtMs = atMs;
  }

  private waitForNext(): void {
    if (this.nextAtMs === Number.POSITIVE_INFINITY) return;
    // What congestion delays may be anywhere soon: then every shake is taken at its own moment.
    const late = this.entries.some((entry) => entry.isImpaired) ? 0 : this.lateMaxMs;
    const atMs = this.nextAtMs + late;
    if (!(atMs < this.takeAtMs)) return;
    this.takeAtMs = atMs;
    this.sim.at(atMs, this.takeHandler);
  }

  /**
   * One shake comes off the air at nowMs, from its way through the uplink to the answer at the handset. What does not
   * go that straight way goes on with a record, in `Journey`.
   */
  take(entry: number, nowMs: number): void {
    const { arrivals, population } = this.shakers[entry] as Shakers;
    const { sentMs, path } = arrivals;
    const user = population.next(nowMs);
    this.nextMs[entry] = arrivals.next();
    this.taken++;
    this.client.began();
    const counted = sentMs >= this.countFromMs;
    if (counted) (this.tallies[entry] as ShakeTally).began(sentMs);
    const carrier = this.entries[entry] as CarrierEntry;
    if (carrier.radiosSleep) {
      const wakeMs = carrier.wakeMs(path, population.restedMs, this.stream);
      if (wakeMs > 0) {
        this.journey.woken(this.record(entry, user, path, sentMs), nowMs, wakeMs);
        return;
      }
    }
    if (carrier.isImpaired || this.goesOn) {
      this.journey.delayed(this.record(entry, user, path, sentMs), nowMs);
      return;
    }
    const clearMs = carrier.enter(nowMs, this.upBytes);
    if (!(clearMs - nowMs <= FED_FORWARD_MAX_MS)) {
      this.journey.queued(this.record(entry, user, path, sentMs), clearMs);
      return;
    }
    const { stream } = this;
    const { cityHalfMs } = carrier;
    const server = this.access.pick(entry, stream);
    const enteredMs = nowMs + cityHalfMs;
    const waitedMs = clearMs - nowMs;
    if (
      server === undefined ||
      !server.serveShake(enteredMs, this.service, this.client.workUntilMs(sentMs, accessOf(path)), user)
    ) {
      this.journey.turnedAway(this.record(entry, user, path, sentMs), nowMs, enteredMs + waitedMs, server);
      return;
    }
    const leaveMs = server.departureMs + waitedMs;
    const deadlineMs = this.client.deadlineMs(sentMs, accessOf(path));
    // Who has left by then wins nothing.
    if (server.release.isDue(nowMs) && leaveMs <= deadlineMs && population.win(user)) {
      const slot = this.record(entry, user, path, sentMs);
      this.requests.setEnteredMs(slot, enteredMs + waitedMs);
      this.won(slot, server, nowMs, leaveMs);
      return;
    }
    const readMs = carrier.down(nowMs, path, this.downBytes, stream, leaveMs - nowMs);
    if (!(readMs <= deadlineMs)) {
      this.journey.missed(this.record(entry, user, path, sentMs), readMs);
      return;
    }
    if (!counted) return;
    const column = server.rungs.degrades ? DEGRADED : FULL;
    const tally = this.tallies[entry] as ShakeTally;
    tally.answered(column, sentMs, readMs, leaveMs - enteredMs - waitedMs);
  }

  private record(entry: number, user: number, path: number, sentMs: number): number {
    const slot = this.requests.take(SHAKE, entry, path);
    this.requests.setMember(slot, user);
    this.requests.setFirstMs(slot, sentMs);
    this.requests.attempt(slot, sentMs);
    return slot;
  }

  /** A shake that has a record is served: a retry, or one that was held up on its way. */
  entered(slot: number, server: AccessServer, nowMs: number, doneMs: number): void {
    const { requests } = this;
    if (requests.order(slot) >= 0) {
      // The win was lost on its way to the handset: it is told again, not won twice.
      this.journey.answer(slot, nowMs, doneMs, server.rungs.degrades, WON);
      return;
    }
    const { population } = this.shakers[requests.entry(slot)] as Shakers;
    // Asked in this order: who may win is looked up in a large table, and few shakes are that lucky.
    if (server.release.isDue(nowMs) && population.win(requests.member(slot))) {
      this.won(slot, server, nowMs, doneMs);
    } else if (this.goesOn) {
      this.newPacket.none(slot);
      this.sim.at(Math.max(doneMs, this.sim.now), this.createHandler, slot);
    } else {
      this.journey.answer(slot, nowMs, doneMs, server.rungs.degrades, NO_LUCK);
    }
  }

  private won(slot: number, server: AccessServer, nowMs: number, leaveMs: number): void {
    server.release.take(nowMs);
    this.newPacket.won(slot);
    this.sim.at(Math.max(leaveMs, this.sim.now), this.createHandler, slot);
  }

  settled(slot: number, outcome: number, atMs: number): void {
    if (outcome === WON) this.sharing.follow(slot, atMs);
  }

  ended(slot: number, atMs: number, refusedBy: number): void {
    this.again?.ended(slot, atMs, refusedBy);
  }
}
