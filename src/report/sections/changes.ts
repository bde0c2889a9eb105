import { scenarioChanges } from "../../result/compare/scenario-changes.ts";
import { standardFigures } from "../../result/figures/standard-figures.ts";
import { changedValues } from "../compare/changed-values.ts";
import { comparedFigures } from "../compare/compared-figures.ts";
import { figureText, figureValue } from "../figure-words.ts";
import { html, type Markup } from "../markup.ts";
import { tableMarkup } from "../table-markup.ts";
import { shorten } from "../tame.ts";
import type { View } from "../view.ts";
import { amount, counted, share } from "../words.ts";
import { judgeRun } from "./judgement.ts";

/** A figure that moved by less than this part of itself is listed apart. */
const MOVED_MIN = 0.01;

interface Move {
  readonly text: string;
  readonly before: string;
  readonly after: string;
  /** From -1 (gone) to 1 (came from nothing); 0 where nothing moved. */
  readonly by: number;
  readonly change: string;
}

function relative(before: number, after: number): number {
  const most = Math.max(Math.abs(before), Math.abs(after));
  return most === 0 ? 0 : (after - before) / most;
}

function changeText(before: number, after: number, better: "less" | "more"): string {
  if (before === after) return "none";
  const good = after > before === (better === "more");
  return `${sizeText(before, after)}, ${good ? "better" : "worse"}`;
}

/** "+12 %", or "× 3", "÷ 3" from twice on. */
function sizeText(before: number, after: number): string {
  if (before === 0) return "from nothing";
  if (after === 0) return "to nothing";
  const times = after / before;
  if (times >= 2) return `×\u00a0${amount(times)}`;
  if (times <= 0.5) return `÷\u00a0${amount(1 / times)}`;
  return `${after > before ? "+" : "−"}${share(Math.abs(times - 1))}`;
}

function moves(before: View, after: View): Move[] {
  const then = new Map(standardFigures(before.result).map((figure) => [figure.id, figure]));
  return standardFigures(after.result).flatMap((figure): Move[] => {
    const old = then.get(figure.id);
    const [a, b] = [old === undefined ? null : figureValue(old), figureValue(figure)];
    if (a === null || b === null) return [];
    const told = { text: figure.text, before: figureText(figure.unit, a), after: figureText(figure.unit, b) };
    return [{ ...told, by: relative(a, b), change: changeText(a, b, figure.better) }];
  });
}

function movesTable(caption: string, of: readonly Move[]): Markup {
  return tableMarkup({
    caption,
    columns: ["figure", "A", "B", "change"],
    rows: of.map(({ text, before, after, change }) => [text, before, after, change]),
    words: true,
  });
}

/** What was changed in the scenario, and which figures moved: the ones that moved most first. */
export function changes(before: View, after: View): Markup {
  const { comparison: compared } = after;
  const all = moves(before, after);
  const paths = scenarioChanges(before.result.scenario, after.result.scenario);
  const one = before.result.seed === after.result.seed;
  const verdict = ({ result }: View): Markup => html`<bdi>${judgeRun(result).headline}</bdi>`;
  return html`<ul class="runs"><li><b>A</b>, before: <bdi>${shorten(before.result.scenario.name, 80)}</bdi>, seed <code>${shorten(before.result.seed, 40)}</code>. ${verdict(before)}.</li>
<li><b>B</b>, after: <bdi>${shorten(after.result.scenario.name, 80)}</bdi>, seed <code>${shorten(after.result.seed, 40)}</code>. ${verdict(after)}.</li></ul>
<p class="note">${one ? "One seed: both runs met the same traffic, so that a difference is the change's doing wherever the change reaches." : "Two seeds: part of every difference is chance."} ${compared === undefined ? "What one run of each can tell is no interval: hongbao compare runs several seeds." : "The charts below are of this seed."}</p>
${changedValues(paths)}
${compared === undefined ? movesOfOne(all) : comparedFigures(compared)}`;
}

/** Of one run each: no interval, the ones that moved most first. */
function movesOfOne(all: readonly Move[]): Markup {
  const moved = all
    .filter(({ by }) => Math.abs(by) >= MOVED_MIN)
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by) || (a.text < b.text ? -1 : 1));
  const still = all.filter(({ by }) => Math.abs(by) < MOVED_MIN);
  return html`<h3>In the figures</h3>
${moved.length === 0 ? html`<p>No figure moved by as much as ${share(MOVED_MIN)} of itself.</p>` : movesTable("Figures of the whole run that moved, those that moved most first", moved)}
${still.length === 0 ? null : html`<details><summary>${counted(still.length, "figure")} moved by less than ${share(MOVED_MIN)}</summary>${movesTable("Figures that hardly moved", still)}</details>`}`;
}
