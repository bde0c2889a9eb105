import { html, type Markup, raw } from "../markup.ts";
import type { View } from "../view.ts";
import { duration } from "../words.ts";

function sign(inside: string): Markup {
  return raw(
    `<svg class="swatch" width="30" height="14" viewBox="0 0 30 14" aria-hidden="true">${inside}</svg>`,
  );
}

const SIGNS = {
  link: '<path d="M0,3H30" stroke="var(--rule)" stroke-width="1.5"/><path d="M0,10H30" stroke="var(--l6)" stroke-width="5"/>',
  backup: '<path d="M0,7H30" stroke="var(--rule)" stroke-width="2" stroke-dasharray="5 4"/>',
  replicas:
    '<path d="M0.5,4.5h5v5h-5Z" fill="var(--l0)" stroke="var(--rule)"/><path d="M10,4h6v6h-6Z" fill="var(--l4)"/><path d="M20,4h6v6h-6Z" fill="var(--l7)"/>',
  queue: '<path d="M0,4h30v6h-30Z" fill="var(--grid)"/><path d="M0,4h12v6h-12Z" fill="var(--l3)"/>',
  fault:
    '<path d="M7,13l8,-13l8,13Z" fill="var(--fault)"/><path d="M15,4v5M15,10.5v1.6" stroke="var(--card)" stroke-width="1.8"/>',
  mask: '<rect x="2" y="2" width="26" height="10" fill="url(#hatch-mask)" stroke="var(--ink)"/>',
  notch:
    '<path d="M0,4h30v6h-30Z" fill="var(--grid)"/><path class="notch" d="M18,1v12" stroke="var(--ink)"/>',
};

/** What the signs of the map mean. */
export function mapKey(view: View): Markup {
  const all: [keyof typeof SIGNS, string][] = [
    ["link", "link: as wide as its upper end is loaded, coloured from half of full load on"],
    ["backup", "backup line"],
    ["replicas", "replicas of a set: lag below 50 ms, from 0.5 s, from 5 s"],
    [
      "queue",
      `wallet queue of a set: age of its oldest credit, full at the ${duration(view.result.money.allowedLagMs)} allowed`,
    ],
    ["fault", "a fault struck"],
    ["mask", "masked: no new orders"],
    ...(view.before === undefined ? [] : [["notch", "where it stood in A"] as [keyof typeof SIGNS, string]]),
  ];
  return html`<ul class="legend">${all.map(([name, text]) => html`<li>${sign(SIGNS[name])} ${text}</li>`)}</ul>`;
}
