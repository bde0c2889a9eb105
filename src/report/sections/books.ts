import type { Result } from "../../result/result.ts";
import { html, type Markup } from "../markup.ts";
import { shown } from "../shown.ts";
import { tableMarkup } from "../table-markup.ts";
import type { View } from "../view.ts";
import { amount, duration } from "../words.ts";

type Book = NonNullable<Result["books"]>[string];

/** What a book is, to a user. */
const WORDS: Readonly<Record<string, string>> = {
  wallet: "wallet: amounts credited",
  lists: "lists: what a user has received",
  orders: "orders: records of packets made",
};

/** A row of the table: its words, the figure's name in the book, and whether most scenarios have nothing to say there. */
const ROWS: readonly (readonly [words: string, figure: keyof Book, seldom: boolean])[] = [
  ["records owed", "owed", false],
  ["written", "written", false],
  ["later than allowed", "late", false],
  ["missing at the end", "missing", false],
  ["brought by a further attempt", "byRetry", false],
  ["found by reconciliation", "byReconciliation", false],
  ["came again and were stopped", "duplicatesStopped", false],
  ["came again and were written twice", "writtenTwice", true],
  ["of these taken back", "takenBack", true],
  ["messages lost without a trace", "lost", false],
  ["dead letters at the end", "dead", false],
  ["dead letters given back", "replayed", true],
  ["published again after a broker's loss", "republished", true],
  ["came again after a broker's loss", "redelivered", true],
  ["found the queue full and went to disk", "spilled", true],
  ["most on a set's publishers' disks", "onDiskPeak", true],
  ["most fetched ahead by a set's consumers, unacknowledged", "heldPeak", true],
  ["deepest queue of a set", "depthPeak", false],
];

/** The books that messages keep, side by side: what became of their records, their queues, and when each was right again. */
export function books(view: View): Markup {
  const { result } = view;
  const all = Object.entries(result.books ?? {});
  if (all.length === 0) return html``;
  const counts = ROWS.filter(
    ([, figure, seldom]) => !seldom || all.some(([, book]) => Number(book[figure] ?? 0) > 0),
  );
  const told = (figure: string, words: (value: number | null) => string) =>
    all.map(([name]) => shown(result, `books.${name}.${figure}`, words));
  const rows: (string | Markup)[][] = counts.map(([words, figure]) => [
    words,
    ...all.map(([name, book]) =>
      book[figure] === undefined ? "" : shown(result, `books.${name}.${figure}`, amount),
    ),
  ]);
  rows.push(
    ["half of them written within", ...told("lagMs.p50", duration)],
    ["99 % of them written within", ...told("lagMs.p99", duration)],
    [
      "longest drain: from a queue's depth to young messages",
      ...told("drainMs", (ms) => (ms === null ? "not drained" : duration(ms))),
    ],
    ["right again", ...all.map(([, { rightAgainAtMs }]) => rightAgain(view, rightAgainAtMs))],
  );
  return html`<h3>What messages wrote</h3>${tableMarkup({
    caption: `Late and missing: for longer than ${duration(result.money.allowedLagMs)} after the commit. What a rung of the ladder puts off is written, late, once it is given back.`,
    columns: ["", ...all.map(([name]) => WORDS[name] ?? name)],
    rows,
  })}`;
}

function rightAgain(view: View, atMs: number | null): string {
  if (atMs === null) return "not by the end";
  return atMs === 0 ? "always was" : `at ${view.clock.second(atMs)}`;
}
