import type { GrabEngine } from "../model/storage/grab-engine.ts";
import type { World } from "../model/world.ts";
import type { Result } from "../result/result.ts";

/** What the grab engines of all sets counted, multiplied by k. */
export function collectGrabs({ idcs, params }: World): NonNullable<Result["grabs"]> {
  const { k, scenario } = params;
  const engines = idcs.flatMap(({ cells }) => cells.map(({ parts }) => parts.engine));
  const sum = (of: (engine: GrabEngine) => number) =>
    k * engines.reduce((total, engine) => total + of(engine), 0);
  const flushed = idcs.flatMap(({ cells }) => cells.flatMap(({ parts }) => parts.flush ?? []));
  const commits = flushed.reduce((total, flush) => total + flush.commits, 0);
  const tookMs = flushed.reduce((total, flush) => total + flush.tookMs, 0);
  const lockWaits = sum(({ transactions }) => transactions.lockWaits);
  const waitedMs = sum(({ transactions }) => transactions.lockWaitMs);
  const countersRead = sum(({ counts }) => counts.countersRead);
  const withoutCache = sum(({ counts }) => counts.withoutCache);
  return {
    engine: scenario.sets.grab.engine,
    refusedAtCap: sum(({ counts }) => counts.refusedAtCap),
    emptyWhenOpened: sum(({ counts }) => counts.emptyWhenOpened),
    lostRaces: sum(({ counts }) => counts.lostRaces),
    letThrough: sum(({ counts }) => counts.letThrough),
    ...(countersRead + withoutCache === 0 ? {} : { countersRead, withoutCache }),
    lockWaits,
    lockWaitMeanMs: lockWaits === 0 ? null : waitedMs / lockWaits,
    lockTimeouts: sum(({ transactions }) => transactions.lockTimeouts),
    connectionWaits: sum(({ transactions }) => transactions.connectionWaits),
    ...(flushed.length === 0 ? {} : { flushMeanMs: commits === 0 ? null : tookMs / commits }),
    luckiest: {
      packets: sum(({ counts }) => counts.emptied),
      ofFen: sum(({ counts }) => counts.emptiedFen),
      fen: sum(({ counts }) => counts.luckiestFen),
    },
  };
}
