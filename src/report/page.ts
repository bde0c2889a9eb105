import { createHash } from "node:crypto";
import { readAssets } from "./assets.ts";
import type { SectionId } from "./chart.ts";
import { latencyNote } from "./charts/latency.ts";
import type { Figure } from "./figure.ts";
import { liveData } from "./live-data.ts";
import { map } from "./map/map.ts";
import { html, jsonForScript, type Markup, raw } from "./markup.ts";
import { patterns } from "./patterns.ts";
import { assumptions, repeat } from "./sections/assumptions.ts";
import { blastRadius } from "./sections/blast-radius.ts";
import { books } from "./sections/books.ts";
import { breakers } from "./sections/breakers.ts";
import { budgets } from "./sections/budgets.ts";
import { capacity } from "./sections/capacity-table.ts";
import { changes } from "./sections/changes.ts";
import { grabs } from "./sections/grabs.ts";
import { happenings, shadingKey } from "./sections/happenings.ts";
import { joins } from "./sections/joins.ts";
import { later } from "./sections/later.ts";
import { moneyFlow } from "./sections/money-flow.ts";
import { routes } from "./sections/routes.ts";
import { rungTable } from "./sections/rung-table.ts";
import { seeds } from "./sections/seeds.ts";
import { latencyTable, stepTable } from "./sections/steps.ts";
import { story } from "./sections/story.ts";
import { shorten } from "./tame.ts";
import type { View } from "./view.ts";

const NAME_MAX = 120;
const DESCRIPTION_MAX = 300;

const hashOf = (text: string): string =>
  `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;

interface Section {
  readonly id: string;
  readonly title: string;
  /** The title where it has to be short: in the navigation. */
  readonly nav?: string;
  readonly body: Markup;
}

function grid(figures: readonly Figure[], section: SectionId): Markup | null {
  const own = figures.filter(({ chart }) => chart.section === section);
  return own.length === 0 ? null : html`<div class="figures">${own.map(({ markup }) => markup)}</div>`;
}

/** The order of the report: what a reader asks first stands first. */
function sections(view: View, figures: readonly Figure[]): Section[] {
  const charts = (section: SectionId): Markup | null => grid(figures, section);
  const { before } = view;
  const compared =
    before === undefined ? [] : [{ id: "changes", title: "What changed", body: changes(before, view) }];
  return [
    ...compared,
    {
      id: "evening",
      title: "The evening at a glance",
      nav: "At a glance",
      body: html`${shadingKey(view)}${charts("evening")}${stepTable(view)}${seeds(view)}${happenings(view)}`,
    },
    { id: "map", title: "Topology map", nav: "Map", body: map(view) },
    {
      id: "latency",
      title: "Latency",
      body: html`<p class="note">${latencyNote}</p>${charts("latency")}${latencyTable(view)}`,
    },
    {
      id: "sets",
      title: "Sets",
      body: html`${charts("sets")}${joins(view)}${blastRadius(view)}${grabs(view)}${later(view)}${breakers(view)}`,
    },
    { id: "lines", title: "Lines and carriers", nav: "Lines", body: html`${charts("lines")}${routes(view)}` },
    { id: "ladder", title: "Lossy service", body: html`${charts("ladder")}${rungTable(view)}` },
    { id: "consistency", title: "Consistency", body: html`${charts("consistency")}${books(view)}` },
    { id: "money", title: "Money", body: html`${moneyFlow(view)}${charts("money")}` },
    { id: "capacity", title: "Capacity and room left", nav: "Capacity", body: capacity(view) },
    { id: "budgets", title: "Budgets", body: budgets(view) },
    { id: "assumptions", title: "Assumptions and scale", nav: "Assumptions", body: assumptions(view) },
    { id: "repeat", title: "Run it again", body: repeat(view) },
  ];
}

function sectionMarkup({ id, title, body }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${body}</section>\n`;
}

/** Hidden until the script starts: without it there is nothing to play. */
function player(): Markup {
  return html`<div class="player" id="player" role="group" aria-label="Playback of the evening" hidden>
<button type="button" id="play">Play</button>
<output id="now" for="slider"></output>
<input type="range" id="slider" min="0" step="1" aria-label="Time of day">
<label>speed <select id="speed"><option value="30">30×</option><option value="120" selected>120×</option><option value="600">600×</option></select></label>
<button type="button" id="reset" hidden>Whole evening</button>
<div class="said" id="said"></div>
</div>`;
}

/** The whole document. Style and script are named by their hashes; nothing else may run, load or be sent. */
export function page(view: View, figures: readonly Figure[]): Markup {
  const { style, script } = readAssets();
  const { scenario, seed, scale } = view.result;
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
  const parts = sections(view, figures);
  const name = shorten(scenario.name, NAME_MAX);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${shorten(scenario.name, 60)} · hongbao capacity report</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#verdict">To the verdict</a>
${patterns()}
<header class="top">
<p class="brand">hongbao <span>capacity report</span></p>
<h1><bdi>${name}</bdi></h1>
<p class="muted"><bdi>${shorten(scenario.description, DESCRIPTION_MAX)}</bdi></p>
<p class="muted">${view.before === undefined ? null : html`compared with <bdi>${shorten(view.before.result.scenario.name, NAME_MAX)}</bdi>, `}seed <bdi>${shorten(seed, 60)}</bdi>${view.seeds.length === 0 ? null : ` and ${view.seeds.length} more`}, scale 1/${scale.k}</p>
</header>
<nav aria-label="Sections"><ul>${parts.map(({ id, title, nav }) => html`<li><a href="#${id}">${nav ?? title}</a></li>`)}</ul></nav>
<main>
${parts.filter(({ id }) => id === "changes").map(sectionMarkup)}${story(view)}
${parts.filter(({ id }) => id !== "changes").map(sectionMarkup)}
</main>
<footer><p>Made by hongbao from one result document, offline: this file asks nobody for anything.</p></footer>
${player()}
<script type="application/json" id="live-data">${jsonForScript(liveData(view, figures))}</script>
<script>${raw(script)}</script>
</body>
</html>
`;
}
