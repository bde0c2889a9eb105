import type { ComparedSide, Comparison } from "../../result/compare/comparison.ts";
import { html, type Markup } from "../markup.ts";
import { staticPage } from "../static-page.ts";
import { shorten, tame } from "../tame.ts";
import { changedValues } from "./changed-values.ts";
import { comparedFigures } from "./compared-figures.ts";

/** A comparison as one page without charts or scripts: of labs, which have no evening to draw. */
export function renderComparison(comparison: Comparison): string {
  const tamed = tame(comparison);
  const { a, b, flags, engine } = tamed;
  const body = html`<ul class="runs">${side("A", a)}${side("B", b)}</ul>
${changedValues(tamed.changes)}
${comparison.pairs === 0 ? html`<p>Nothing was run: every figure would be the same to the digit.</p>` : comparedFigures(tamed)}`;
  return staticPage({
    kind: "comparison",
    name: a.name === b.name ? b.name : `${a.name} and ${b.name}`,
    description: b.description,
    about: [...flags, `hongbao ${engine.version}`].join(" "),
    sections: [{ id: "changes", title: "What changed", body }],
  });
}

function side(letter: string, { name, file, flags, seeds }: ComparedSide): Markup {
  const under =
    seeds.length === 0
      ? "not run"
      : `${seeds.length === 1 ? "seed" : "seeds"} ${shorten(seeds.join(", "), 200)}`;
  return html`<li><b>${letter}</b>: <bdi>${shorten(name, 80)}</bdi>, <code>${shorten([file, ...flags].join(" "), 300)}</code>, ${under}</li>\n`;
}
