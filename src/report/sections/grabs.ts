import { html, type Markup } from "../markup.ts";
import { shown } from "../shown.ts";
import type { View } from "../view.ts";
import { amount } from "../words.ts";

const ENGINES = {
  fifo: "one queue a packet in one server",
  db: "the lock of the packet's row in the database",
  cas: "a counter in the cache, compared and swapped",
} as const;

/** Whom the way in which competing grabs were put in order has let down, and what it cost. Nothing where that was nobody. */
export function grabs(view: View): Markup {
  const { result } = view;
  const { grabs: of } = result;
  if (of === undefined) return html``;
  const lines = [
    [
      of.emptyWhenOpened,
      "emptyWhenOpened",
      "were told that they had a share, and found none when they opened",
    ],
    [of.refusedAtCap, "refusedAtCap", "openings were refused: too many of their packet were in the database"],
    [of.lockTimeouts, "lockTimeouts", "gave up waiting for their packet's row"],
    [of.letThrough, "letThrough", "were let through without a share, having lost every race for the counter"],
    [of.withoutCache ?? 0, "withoutCache", "grabs found no cache, and so no counter"],
    [of.countersRead ?? 0, "countersRead", "grabs read a counter that was lost from the database"],
  ] as const;
  const told = lines
    .filter(([count]) => count > 0)
    .map(([, name, words]) => html`<li>${shown(result, `grabs.${name}`, amount)} ${words}</li>`);
  if (told.length === 0) return html``;
  return html`<h3>Grabs that competed</h3><p>What put them in order was ${ENGINES[of.engine]}:</p><ul>${told}</ul>`;
}
