import type { IdcDistrict } from "../build/idc-district.ts";
import type { SetCell } from "../site/set-cell.ts";
import { GRAB_OUTCOME, type GrabOutcome } from "../storage/grab-engine.ts";
import { READ_SOURCE, type ReadSource } from "../storage/read-path.ts";
import { fromRegion, LATER, M_SLOT, M_TAG, PENDING, UNAVAILABLE } from "../workflow/mail.ts";
import { callNumber } from "../workflow/set-service.ts";
import type { World } from "../world.ts";
import { around } from "./around.ts";
import type { Draft, DraftOf, StoryBook } from "./story-book.ts";
import { msText, tell, tellTo } from "./tell.ts";

const OUTCOME_WORDS = new Map<number, string>(
  Object.entries(GRAB_OUTCOME).map(([word, number]) => [number, word]),
);
const SOURCE_WORDS = ["the cache", "the backup cache", "a replica", "the primary", "nobody"];

/** Watches the sets of an IDC: the logic servers, the packet's queue, the database, reads, and the credit to come. */
export function watchSets(world: World, idc: IdcDistrict, book: StoryBook, of: DraftOf): void {
  const { door } = idc;
  const district = world.edges.length + world.idcs.indexOf(idc);
  /** Whose call is served now, and whose wait in a database, by the service's number. */
  let served: Draft | undefined;
  const pending = new Map<number, Draft>();

  const serve = (draft: Draft | undefined, go: () => void): void => {
    served = draft;
    go();
    served = undefined;
  };
  around(door, "call", (go, slot) => {
    const inbox = world.federation.inbox(district);
    const from = fromRegion(inbox.arg[slot] as number);
    const draft = of(from, inbox.get(slot, M_SLOT), inbox.get(slot, M_TAG));
    if (draft !== undefined) tellTo(draft, idc.sim.now, `to ${idc.idc.id}`, "campus network");
    if (draft !== undefined && door.lost)
      tell(draft, idc.sim.now, idc.idc.id, "the campus is lost: nobody answers");
    serve(draft, go);
    if (draft !== undefined && !door.lost && door.service.status === PENDING)
      pending.set(door.service.call, draft);
  });
  around(door, "reply", (go, from, caller, tag, set) => {
    const draft = of(from, caller, tag);
    const { doneMs } = door.service;
    const name = world.plan.sets[set]?.name as string;
    if (draft !== undefined) {
      const down = idc.cells.some((cell) => cell.parts.index === set && cell.databaseDown);
      if ((door.service.status === UNAVAILABLE || door.service.status === LATER) && down)
        tell(draft, doneMs, `${name} database`, "is down");
      draft.atMs = Math.max(draft.atMs, doneMs);
    }
    go();
  });
  for (const cell of idc.cells) {
    watchCell(cell, () => served);
    watchWallet(cell, book, () => served);
    around(cell.parts.engine, "onSettled", (go, ticket, outcome) => {
      const call = callNumber(cell, ticket);
      const draft = pending.get(call);
      pending.delete(call);
      if (draft !== undefined) {
        const { doneAtMs } = cell.parts.engine;
        tellTo(
          draft,
          doneAtMs,
          `${cell.parts.name} database`,
          `${OUTCOME_WORDS.get(outcome)}, after a wait for others`,
        );
      }
      serve(draft, go);
    });
  }
}

function watchCell(cell: SetCell, served: () => Draft | undefined): void {
  const { engine, reads, replicas, commits, logic, name } = cell.parts;
  around(cell, "enter", (go, nowMs) => {
    const waitMs = logic.backlogMs(nowMs);
    const entered = go();
    const draft = served();
    if (draft === undefined) return entered;
    if (entered)
      tellTo(draft, cell.readyMs, `${name} logic`, `waits ${msText(waitMs)} for a server, is served`);
    else
      tellTo(
        draft,
        cell.readyMs,
        `${name} logic`,
        `refuses it: overload control, at a wait of ${msText(waitMs)}`,
      );
    return entered;
  });
  around(cell, "fails", (go) => {
    const fails = go();
    const draft = served();
    if (fails && draft !== undefined)
      tell(draft, cell.readyMs, name, "fails for no visible reason (a gray set)");
    return fails;
  });
  around(commits, "arrive", (go, nowMs) => {
    const startMs = go();
    const draft = served();
    if (draft !== undefined && startMs > nowMs) {
      draft.atMs = nowMs;
      tellTo(draft, startMs, `${name} database`, "waits for its turn to commit");
    }
    return startMs;
  });
  around(replicas, "write", (go, nowMs) => {
    const doneMs = go();
    const draft = served();
    if (draft === undefined) return doneMs;
    if (doneMs === Number.POSITIVE_INFINITY)
      tell(draft, nowMs, `${name} database`, "too few copies are up to acknowledge");
    else tellTo(draft, doneMs, `${name} database`, "commits; enough copies have acknowledged");
    return doneMs;
  });
  const asked = (call: string, outcome: GrabOutcome): GrabOutcome => {
    const draft = served();
    if (draft === undefined) return outcome;
    const waits = outcome === GRAB_OUTCOME.pending;
    const said = waits ? "waits in the database for others" : OUTCOME_WORDS.get(outcome);
    tellTo(draft, waits ? draft.atMs : engine.doneAtMs, `${name} packet`, `${call}: ${said}`);
    return outcome;
  };
  around(engine, "create", (go) => asked("create", go()));
  around(engine, "grab", (go) => asked("grab", go()));
  around(engine, "open", (go) => asked("open", go()));
  const readFrom = (source: ReadSource): ReadSource => {
    const draft = served();
    if (draft === undefined) return source;
    const old = reads.stale ? ", which lacks the latest write" : "";
    if (source === READ_SOURCE.none)
      tell(draft, draft.atMs, `${name} reads`, "nobody answers: the details are left out");
    else
      tellTo(draft, reads.doneAtMs, `${name} reads`, `reads the details from ${SOURCE_WORDS[source]}${old}`);
    return source;
  };
  let isPartOfRead = false;
  around(reads, "readCaches", (go) => (isPartOfRead ? go() : readFrom(go())));
  around(reads, "read", (go) => {
    isPartOfRead = true;
    const source = go();
    isPartOfRead = false;
    return readFrom(source);
  });
}

/** What is owed after a request belongs to its story: until the amount is in the wallet. */
function watchWallet(cell: SetCell, book: StoryBook, served: () => Draft | undefined): void {
  const { centre } = cell.wallet;
  const { name } = cell.parts;
  const claims = new Map<number, Draft>();
  around(centre, "owe", (go, openedMs, _publishedMs, amountFen) => {
    const claim = go();
    const draft = served();
    if (draft === undefined) return claim;
    claims.set(claim, draft);
    draft.owed++;
    draft.hops.push({
      fromMs: openedMs,
      toMs: openedMs,
      where: `${name} wallet queue`,
      what: `a message is published: ${(amountFen / 100).toFixed(2)} yuan are owed`,
    });
    return claim;
  });
  around(centre, "credit", (go, claim, atMs, repaired) => {
    const openedMs = centre.openedAtMs(claim);
    const first = go();
    const draft = claims.get(claim);
    if (!first || draft === undefined) return first;
    claims.delete(claim);
    draft.owed--;
    draft.hops.push({
      fromMs: openedMs,
      toMs: atMs,
      where: `${name} wallet`,
      what: `the amount is in the wallet${repaired === true ? ", found missing by the reconciliation" : ""}`,
    });
    book.close(draft);
    return first;
  });
}
