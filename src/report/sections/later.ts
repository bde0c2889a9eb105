import { html, type Markup } from "../markup.ts";
import { shown } from "../shown.ts";
import type { View } from "../view.ts";
import { amount } from "../words.ts";

const PAGES = [
  ["cache", "the cache"],
  ["backupCache", "the backup cache"],
  ["replica", "a copy"],
  ["primary", "the primary"],
  ["shared", "a read under way"],
] as const;

/** Whoever asked for what lives in a set that could not do it: what they were told, and who came back. Nothing where nobody did. */
export function later(view: View): Markup {
  const { result } = view;
  const { later: of } = result;
  if (of === undefined) return html``;
  const figure = (path: string): Markup => shown(result, `later.${path}`, amount);
  const pages = PAGES.filter(([from]) => of.withPage[from] > 0).map(
    ([from, name]) => html`<li>${figure(`withPage.${from}`)} saw the packet as ${name} had it</li>`,
  );
  const more = [
    [of.withoutPage, "withoutPage", "saw nothing of the packet"],
    [of.byAccess, "byAccess", "were told by an access server: the set was masked and silent"],
    [of.byBreaker ?? 0, "byBreaker", "were told at once: a circuit breaker had stopped the calls there"],
    [of.cameBack, "cameBack", "openings were tried again by those who had been told"],
    [of.readAgain, "readAgain", "had opened before, asked again, and were shown their amount"],
  ] as const;
  const rest = more
    .filter(([count]) => count > 0)
    .map(([, path, words]) => html`<li>${figure(path)} ${words}</li>`);
  return html`<h3>Told to come back later</h3><p>An order lives in one set. Where that set's database could not write, users were told that their share is kept:</p><ul>${pages}${rest}</ul>`;
}
