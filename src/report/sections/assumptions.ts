import { html, type Markup } from "../markup.ts";
import { tableMarkup } from "../table-markup.ts";
import type { View } from "../view.ts";
import { amount, counted, duration } from "../words.ts";
import { scaleError } from "./scale-error.ts";

const MARKS = {
  published: "published or measured by a source",
  derived: "arithmetic on published figures",
  weak: "from a weak source",
  assumed: "assumed, with a reason",
  yours: "set by this scenario",
} as const;

/** Every parameter with where it comes from, what the scale does, and how to run it again. */
export function assumptions(view: View): Markup {
  const { result } = view;
  const { scenario, scale } = result;
  const counts = Object.keys(MARKS).map((mark) => {
    const count = scenario.assumptions.filter((a) => a.mark === mark).length;
    return html`<li><span class="mark">${mark}</span> ${count}: ${MARKS[mark as keyof typeof MARKS]}</li>`;
  });
  const table = tableMarkup({
    caption: `${scenario.assumptions.length} parameters`,
    columns: ["parameter", "value", "mark", "source", "meaning"],
    rows: scenario.assumptions.map(({ path, value, mark, source, meaning }) => [
      html`<code>${path}</code>`,
      html`<bdi>${value}</bdi>`,
      html`<span class="mark">${mark}</span>`,
      html`<bdi>${source}</bdi>`,
      html`<bdi>${meaning}</bdi>`,
    ]),
    words: true,
  });
  return html`${scenario.assumptions.length === 0 ? html`<p>This result lists no parameters.</p>` : html`<ul class="legend">${counts}</ul><details><summary>Table: every parameter, its mark and its source</summary>${table}</details>`}
<h3>Scale</h3>
<p>1/${scale.k}: one simulated shake, or packet with its whole group, stands for ${amount(scale.k)}. ${scale.k === 1 ? "Nothing was scaled." : "Counts and rates in this report are real-world figures: simulated ones times the scale."}</p>
${scale.notes.length === 0 ? null : html`<ul>${scale.notes.map((note) => html`<li><bdi>${note}</bdi></li>`)}</ul>`}
${scaleError(view)}
${limits(view)}`;
}

/** What no figure of this report can tell. */
function limits({ result }: View): Markup {
  const all = result.scenario.assumptions;
  const unsure = all.filter(({ mark }) => mark === "weak" || mark === "assumed").length;
  return html`<h3>Limits of the model</h3>
<ul>
<li>It tells orders of magnitude and what gives way first, not the third digit: of ${counted(all.length, "parameter")} ${amount(unsure)} are assumed or from a weak source.</li>
<li>One seed is one night. A small difference between two runs may be chance: draw several seeds, or let <code>hongbao check</code> decide.</li>
<li>Access servers have neither connections nor memory, a set's database has no deadlocks. Fraud, content and what people feel are not modelled.</li>
<li>What loads a part is taken to grow in step; how people behave at twice the load is not known.</li>
</ul>`;
}

/** Hashes, versions and the exact command: what it takes to get these bytes again. */
export function repeat(view: View): Markup {
  const { result } = view;
  const facts: readonly (readonly [string, string | Markup])[] = [
    ["scenario", html`<bdi>${result.scenario.name}</bdi>`],
    ["scenario SHA-256", html`<code>${result.scenario.sha256}</code>`],
    ["seed", html`<code>${result.seed}</code>`],
    ["engine", `${result.engine.name} ${result.engine.version}`],
    ["result format", `${result.format} ${result.version}`],
    [
      "clock",
      `${result.clock.start}, scenario's own clock; arrivals until ${view.clock.second(result.clock.toMs)}, drained until ${view.clock.second(result.clock.endedMs)}`,
    ],
    ["drain", duration(result.clock.endedMs - result.clock.toMs)],
    ["events simulated", amount(result.events)],
    ["complete", result.complete ? "yes" : html`no: <bdi>${result.incompleteBecause.join("; ")}</bdi>`],
  ];
  return html`<p>Same scenario, seed and version: the same bytes. FILE is the scenario, wherever it lies; it is the same one if its SHA-256 is the one below.</p><pre><code>${result.command}</code></pre>
${tableMarkup({ caption: "What was run", columns: ["fact", "value"], rows: facts.map((fact) => [...fact]), words: true, log: true })}
${result.scenario.description === "" ? null : html`<details><summary>The scenario in its own words</summary><p><bdi>${result.scenario.description}</bdi></p></details>`}`;
}
