import { DEGRADED, FAILURES, OUTCOMES, REFUSERS, type StepCounts } from "../measure/step-counts.ts";
import { ACCESS_TYPES } from "../network/access-type.ts";
import type { CarrierEntry } from "../network/carrier.ts";
import { accessOf, pathOf } from "../network/path-mix.ts";
import { packetOfOrder, setOfOrder } from "../workflow/order-number.ts";
import { SEND, SHAKE, STEP_NAMES } from "../workflow/step.ts";
import type { World } from "../world.ts";
import { around } from "./around.ts";
import { MailWitness } from "./mail-witness.ts";
import type { Draft, DraftOf, StoryBook } from "./story-book.ts";
import { tell, tellTo } from "./tell.ts";
import { Turn } from "./turn.ts";
import { dropped, watchStations } from "./watch-stations.ts";

/**
 * Watches what happens to requests at a region's edge: handset, carrier, access servers, calls to sets and back.
 *
 * Whoever is in hand is known from outside in: the journey says whose turn it is, and what the links and servers do in
 * that turn is that request's.
 */
export class EdgeWitness {
  private readonly world: World;
  private readonly region: number;
  private readonly book: StoryBook;
  private readonly drafts = new Map<number, Draft>();
  /** Tags of all calls made for a request under way, by its slot. */
  private readonly tags = new Map<number, Set<number>>();
  private readonly turn = new Turn();

  constructor(world: World, region: number, book: StoryBook, of: DraftOf) {
    this.world = world;
    this.region = region;
    this.book = book;
    this.watchRequests();
    this.watchJourney();
    watchStations(this.edge, this.turn);
    this.watchShakes();
    // Calls last: they are known by their tags before anything else is told of them.
    new MailWitness(world, region, of);
    this.watchCalls();
  }

  /** The story of the request that made the call with this tag; none when it is not followed, or long over. */
  draftOf(slot: number, tag: number): Draft | undefined {
    return this.tags.get(slot)?.has(tag) === true ? this.drafts.get(slot) : undefined;
  }

  private get edge() {
    return this.world.edges[this.region] as World["edges"][number];
  }

  private watchRequests(): void {
    const { requests } = this.edge;
    around(requests, "setFirstMs", (go, slot, ms) => {
      go();
      const step = requests.step(slot);
      const loose = step === SHAKE ? this.turn.draft : undefined;
      const draft = loose ?? (this.book.follows(step, ms) ? this.begin(step, slot, ms) : undefined);
      if (draft !== undefined) this.drafts.set(slot, draft);
    });
    around(requests, "attempt", (go, slot, ms) => {
      go();
      const draft = this.drafts.get(slot);
      if (draft === undefined || draft.attempts >= requests.attempts(slot)) return;
      draft.attempts = requests.attempts(slot);
      tell(draft, ms, "handset", `sends attempt ${draft.attempts}`);
    });
    around(requests, "setOrder", (go, slot, order) => {
      go();
      const draft = this.drafts.get(slot);
      if (draft !== undefined) draft.order = this.orderOf(order);
    });
    around(requests, "free", (go, slot) => {
      go();
      const draft = this.drafts.get(slot);
      if (draft === undefined) return;
      this.drafts.delete(slot);
      this.tags.delete(slot);
      // A request of the warm-up is not counted, and its end not told.
      this.book.close(draft);
    });
  }

  private begin(step: number, slot: number, ms: number): Draft {
    const { requests } = this.edge;
    const draft = this.draft(step, requests.entry(slot), requests.path(slot), ms);
    draft.order = this.orderOf(requests.order(slot));
    return draft;
  }

  private draft(step: number, entry: number, path: number, beganMs: number): Draft {
    const draft = this.book.begin({
      step: STEP_NAMES[step] as string,
      region: this.edge.name,
      carrier: (this.edge.entries[entry] as CarrierEntry).name,
      access: ACCESS_TYPES[accessOf(path)] as string,
      order: null,
      sets: [],
      beganMs,
      endedMs: beganMs,
      attempts: 1,
      ending: undefined,
      because: "",
      hops: [],
      atMs: beganMs,
      owed: 0,
      calledMs: beganMs,
      airMs: path - pathOf(accessOf(path), 0),
    });
    tell(draft, beganMs, "handset", "sends attempt 1");
    return draft;
  }

  private orderOf(order: number): Draft["order"] {
    return order < 0 ? null : { set: this.setName(setOfOrder(order)), packet: packetOfOrder(order) };
  }

  private setName(set: number): string {
    return this.world.plan.sets[set]?.name as string;
  }

  private watchJourney(): void {
    const { journey, tallies } = this.edge;
    const of = (slot: number) => this.drafts.get(slot);
    around(journey, "enter", (go, slot) => this.turn.of(of(slot), go));
    around(journey, "serve", (go, slot, nowMs, clearMs) => {
      const draft = of(slot);
      if (draft !== undefined && clearMs > draft.atMs)
        tellTo(draft, clearMs, `${draft.carrier} uplink`, "waits for the link");
      this.turn.uplinkMs = clearMs - nowMs;
      this.turn.of(draft, go);
    });
    around(journey, "queued", (go, slot, clearMs) => {
      if (clearMs === Number.POSITIVE_INFINITY) dropped(of(slot), "uplink");
      this.turn.of(of(slot), go);
    });
    around(journey, "turnedAway", (go, slot, _nowMs, enteredMs, server) => {
      const draft = of(slot);
      if (draft !== undefined && server === undefined)
        tellTo(draft, enteredMs, "city network", "finds no access server: its campus is lost");
      this.turn.of(draft, go);
    });
    around(journey, "answer", (go, slot) => this.turn.of(of(slot), go));
    around(journey, "refuse", (go, slot) => this.turn.of(of(slot), go));
    around(journey, "fail", (go, slot) => this.turn.of(of(slot), go));
    around(journey, "missed", (go, slot) => this.turn.of(of(slot), go));
    around(journey, "unanswered", (go, slot, why) => {
      const draft = of(slot);
      if (draft !== undefined)
        tell(
          draft,
          draft.atMs,
          "handset",
          `gets no answer to attempt ${draft.attempts} in time (${FAILURES[why]})`,
        );
      this.turn.of(draft, go);
    });
    around(journey, "retryAt", (go, slot, atMs) => {
      go();
      const draft = of(slot);
      if (draft !== undefined) tellTo(draft, atMs, "handset", "waits until it tries again");
    });
    for (const counts of tallies.countsOf()) this.watchEndings(counts);
    for (const answers of new Set(tallies.answers.flat())) {
      around(answers, "answered", (go, column, outcome, _firstMs, ms) => {
        go();
        this.ended(column === DEGRADED ? "degraded" : "full", OUTCOMES[outcome] as string, ms);
      });
    }
  }

  private watchEndings(counts: StepCounts): void {
    around(counts, "refused", (go, _step, by, ms) => {
      go();
      this.ended("refused", REFUSERS[by] as string, ms);
    });
    around(counts, "failed", (go, _step, why, ms) => {
      go();
      this.ended("failed", FAILURES[why] as string, ms);
    });
  }

  private ended(ending: NonNullable<Draft["ending"]>, because: string, ms: number): void {
    const draft = this.turn.draft;
    if (draft === undefined) return;
    draft.ending = ending;
    draft.because = because;
    draft.endedMs = ms;
    if (ms > draft.atMs) tellTo(draft, ms, "handset", "waits until it gives up");
    tell(draft, ms, "handset", SEEN[ending](because));
  }

  /** A shake that wins nothing has no record: its whole life is one turn, in which all that is told is its. */
  private watchShakes(): void {
    const { shake } = this.edge;
    around(shake, "take", (go) => {
      const { entry, sentMs, path } = shake.coming;
      const draft = this.book.follows(SHAKE, sentMs) ? this.draft(SHAKE, entry, path, sentMs) : undefined;
      this.turn.of(draft, () => {
        this.turn.uplinkMs = 0;
        go();
      });
      // One that has a record is over when that is freed.
      if (draft?.ending !== undefined) this.book.close(draft);
    });
  }

  private watchCalls(): void {
    const { calls, mail, requests, breakers } = this.edge;
    around(calls, "create", (go, slot, nowMs) => {
      const draft = this.drafts.get(slot);
      if (draft !== undefined && requests.step(slot) === SEND)
        tellTo(draft, nowMs, "bank", "takes the payment");
      this.turn.of(draft, go);
    });
    around(mail, "call", (go, slot, tag, set, leaveMs) => {
      const draft = this.drafts.get(slot);
      if (draft === undefined) {
        go();
        return;
      }
      const tags = this.tags.get(slot) ?? new Set();
      this.tags.set(slot, tags.add(tag));
      const name = this.setName(set);
      const again = draft.sets.length === 0 ? "" : `, call ${draft.sets.length + 1}`;
      draft.sets.push(name);
      draft.calledMs = leaveMs;
      tell(draft, leaveMs, "access server", `calls ${name}${again}`);
      go();
    });
    if (breakers !== undefined)
      around(breakers, "admits", (go, set, nowMs) => {
        const admitted = go();
        const { draft } = this.turn;
        if (!admitted && draft !== undefined)
          tell(
            draft,
            Math.max(draft.atMs, nowMs),
            "access server",
            `does not call ${this.setName(set)}: its breaker is open`,
          );
        return admitted;
      });
    around(calls, "overdue", (go, slot) => {
      const draft = this.drafts.get(slot);
      if (draft !== undefined) {
        const nowMs = this.edge.sim.now;
        const what = `waits for ${draft.sets.at(-1)}, until the call's deadline`;
        draft.hops.push({ fromMs: draft.calledMs, toMs: nowMs, where: "access server", what });
        // What the set goes on doing for it is told ahead; here it is over.
        draft.atMs = nowMs;
      }
      this.turn.of(draft, go);
    });
  }
}

/** What the user sees in the end. */
const SEEN: Readonly<Record<NonNullable<Draft["ending"]>, (because: string) => string>> = {
  full: (said) => `reads the answer: ${said}`,
  degraded: (said) => `reads the answer, with something left out: ${said}`,
  refused: (by) => (by === "later" ? "is told to come back later" : `shows a busy page: refused by ${by}`),
  failed: (why) => `shows an error: ${why}`,
};
