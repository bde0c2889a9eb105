import type { Book } from "../model/messaging/book.ts";
import type { SetCell } from "../model/site/set-cell.ts";
import { auditPackets } from "../model/storage/packet-audit.ts";
import type { ReplicaGroup } from "../model/storage/replica-group.ts";
import { SINCE_BINS, type SinceWrite, sinceFromMs } from "../model/storage/since-write.ts";
import type { World } from "../model/world.ts";
import type { Result } from "../result/result.ts";
import { Histogram } from "../stats/histogram.ts";
import { quantilesOf } from "./collect-latency.ts";
import { collectSessions } from "./collect-sessions.ts";

type SinceWriteBins = NonNullable<Result["staleness"]["sinceWrite"]>;

/** The books of all sets together, multiplied by k, and what they say when held against each other. */
export function collectMoney(world: World, endedMs: number): Result["money"] {
  const { k, scenario } = world.params;
  const cells = world.idcs.flatMap((idc) => idc.cells);
  const sum = (of: (cell: SetCell) => number) => k * cells.reduce((total, cell) => total + of(cell), 0);
  return {
    createdFen: sum(({ parts }) => parts.ledger.createdFen),
    openedFen: sum(({ parts }) => parts.ledger.openedFen),
    refundedFen: sum(({ parts }) => parts.ledger.refundedFen),
    remainingFen: sum(({ parts }) => parts.ledger.remainingFen),
    creditedFen: sum(({ wallet }) => wallet.centre.creditedFen),
    owedFen: sum(({ wallet }) => wallet.centre.owedFen),
    packets: sum(({ parts }) => parts.ledger.packetsCreated),
    sharesOpened: sum(({ parts }) => parts.ledger.sharesOpened),
    credits: sum(({ wallet }) => wallet.centre.credits),
    lateCredits: sum(({ wallet }) => wallet.centre.lateCredits),
    missingCredits: sum(({ wallet }) => wallet.centre.missingAt(endedMs)),
    duplicateCreditsStopped: sum(({ wallet }) => wallet.centre.duplicatesStopped),
    lostMessages: sum(({ wallet }) => wallet.queue.lost),
    deadLetters: sum(({ wallet }) => wallet.queue.dead),
    repaired: sum(({ wallet }) => wallet.centre.repairs),
    rightAgainAtMs: rightAgain(
      cells.map(({ wallet }) => wallet),
      endedMs,
    ),
    allowedLagMs: scenario.queues.allowedLag,
    violations: cells.flatMap(audit),
  };
}

/** The latest of all; null while one of them is still wrong. */
export function rightAgain(books: readonly Book[], endedMs: number): number | null {
  let latest = 0;
  for (const { centre } of books) {
    const atMs = centre.rightAgainAtMs(endedMs);
    if (atMs === null) return null;
    latest = Math.max(latest, atMs);
  }
  return latest;
}

function audit({ parts, wallet }: SetCell): string[] {
  const { ledger, packets } = parts;
  const books = parts.office.books.flatMap(({ queue }) => queue.audit());
  const owed = wallet.centre.audit(ledger.openedFen);
  return [...ledger.audit(packets.heldFen()), ...auditPackets(packets), ...owed, ...books];
}

/** How old the reads' answers were, over all replica groups. */
export function collectStaleness(world: World): Result["staleness"] {
  const { k } = world.params;
  const groups = world.idcs.flatMap((idc) => idc.cells.map((cell) => cell.parts.replicas));
  const ages = new Histogram();
  for (const idc of world.idcs) ages.merge(idc.staleness);
  const behind: Record<string, number> = {};
  for (const { staleness } of groups) {
    staleness.behind.forEach((count, versions) => {
      if (versions > 0 && count > 0) behind[versions] = (behind[versions] ?? 0) + k * count;
    });
  }
  const reads = world.idcs.flatMap((idc) => idc.cells.map((cell) => cell.parts.reads));
  const hedged = reads.reduce((sum, path) => sum + path.hedged, 0);
  const hedgesWon = k * reads.reduce((sum, path) => sum + path.hedgesWon, 0);
  const lost = groups.reduce((sum, group) => sum + group.lostAcknowledged, 0);
  const alone = groups.reduce((sum, group) => sum + group.aloneWrites, 0);
  return {
    reads: k * groups.reduce((sum, group) => sum + group.reads, 0),
    staleReads: k * groups.reduce((sum, group) => sum + group.staleness.stale, 0),
    ageMs: quantilesOf(ages),
    versionsBehind: behind,
    sessions: collectSessions(world),
    ...(alone > 0 ? { aloneWrites: k * alone } : {}),
    ...(lost > 0 ? { lostWrites: k * lost } : {}),
    ...(hedged > 0 ? { hedgedReads: k * hedged, hedgesWon } : {}),
    sinceWrite: sinceWrite(groups, k),
  };
}

/** Bins in which anything was read; the last has no end. */
function sinceWrite(groups: readonly ReplicaGroup[], k: number): SinceWriteBins {
  const all = Array.from({ length: SINCE_BINS }, (_, bin) => {
    const sum = (of: (since: SinceWrite) => Float64Array): number =>
      k * groups.reduce((total, { staleness }) => total + (of(staleness.since)[bin] as number), 0);
    return {
      fromMs: sinceFromMs(bin),
      toMs: bin === SINCE_BINS - 1 ? null : sinceFromMs(bin + 1),
      reads: sum(({ reads }) => reads),
      staleReads: sum(({ stale }) => stale),
    };
  });
  return all.filter(({ reads }) => reads > 0);
}
