import { BOOKS, type Book } from "../model/messaging/book.ts";
import type { World } from "../model/world.ts";
import type { Result } from "../result/result.ts";
import { Histogram } from "../stats/histogram.ts";
import { quantilesOf } from "./collect-latency.ts";
import { rightAgain } from "./collect-money.ts";

type Books = NonNullable<Result["books"]>;

/** What became of the records that messages carry, over all sets, book by book. */
export function collectBooks(world: World, endedMs: number): Books {
  const cells = world.idcs.flatMap((idc) => idc.cells);
  return Object.fromEntries(
    BOOKS.flatMap((name) => {
      const books = cells.flatMap((cell) => cell.book(name) ?? []);
      return books.length === 0 ? [] : [[name, collectBook(books, world.params.k, endedMs)]];
    }),
  );
}

function collectBook(books: readonly Book[], k: number, endedMs: number): Books[string] {
  const sum = (of: (book: Book) => number) => k * books.reduce((total, book) => total + of(book), 0);
  const lags = new Histogram();
  for (const { centre } of books) lags.merge(centre.lags);
  const drains = books.map(({ queue }) => queue.drainedAtMs - queue.peakAtMs);
  const drainMs = Math.max(0, ...drains);
  return {
    owed: sum(({ centre }) => centre.claims),
    written: sum(({ centre }) => centre.credits),
    late: sum(({ centre }) => centre.lateCredits),
    missing: sum(({ centre }) => centre.missingAt(endedMs)),
    byRetry: sum(({ queue }) => queue.recovered),
    byReconciliation: sum(({ centre }) => centre.repairs),
    duplicatesStopped: sum(({ centre }) => centre.duplicatesStopped),
    ...twice(sum),
    published: sum(({ queue }) => queue.published),
    lost: sum(({ queue }) => queue.lost),
    dead: sum(({ queue }) => queue.dead),
    replayed: sum(({ queue }) => queue.replayed),
    republished: sum(({ queue }) => queue.republished),
    redelivered: sum(({ queue }) => queue.redelivered),
    spilled: sum(({ queue }) => queue.spilled),
    ...above("onDiskPeak", k * Math.max(0, ...books.map(({ queue }) => queue.spill?.peak ?? 0))),
    ...above("heldPeak", k * Math.max(0, ...books.map(({ queue }) => queue.consumers.heldPeak))),
    depthPeak: k * Math.max(0, ...books.map(({ queue }) => queue.depthPeak)),
    drainMs: drainMs === Number.POSITIVE_INFINITY ? null : drainMs,
    lagMs: quantilesOf(lags),
    rightAgainAtMs: rightAgain(books, endedMs),
  };
}

/** What was written twice, where anything was. */
function twice(sum: (of: (book: Book) => number) => number): Partial<Books[string]> {
  const writtenTwice = sum(({ centre }) => centre.writtenTwice);
  if (writtenTwice === 0) return {};
  return {
    writtenTwice,
    takenBack: sum(({ centre }) => centre.takenBack),
    excessFen: sum(({ centre }) => centre.excessFen),
  };
}

/** A figure of what most scenarios do not have. */
function above(name: "onDiskPeak" | "heldPeak", value: number): Partial<Books[string]> {
  return value > 0 ? { [name]: value } : {};
}
