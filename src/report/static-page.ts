import { createHash } from "node:crypto";
import { readAssets } from "./assets.ts";
import { html, type Markup, raw } from "./markup.ts";
import { patterns } from "./patterns.ts";
import { shorten, tameText } from "./tame.ts";

export interface StaticPage {
  /** What kind of page, beside the product's name. */
  kind: string;
  name: string;
  description: string;
  /** One line about what was run. */
  about: string;
  sections: readonly { id: string; title: string; body: Markup }[];
}

const NAME_MAX = 120;
const DESCRIPTION_MAX = 300;

/** A page without any script: style named by its hash, and nothing may run, load or be sent. */
export function staticPage({ kind, name, description, about, sections }: StaticPage): string {
  const { style } = readAssets();
  const hash = createHash("sha256").update(style, "utf8").digest("base64");
  const called = shorten(tameText(name), NAME_MAX);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${raw(hash)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${shorten(called, 60)} · hongbao ${kind}</title>
<style>${raw(style)}</style>
</head>
<body>
${patterns()}
<header class="top">
<p class="brand">hongbao <span>${kind}</span></p>
<h1><bdi>${called}</bdi></h1>
<p class="muted"><bdi>${shorten(tameText(description), DESCRIPTION_MAX)}</bdi></p>
<p class="muted">${tameText(about)}</p>
</header>
<main>
${sections.map(({ id, title, body }) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${body}</section>\n`)}
</main>
<footer><p>Made by hongbao, offline: this file asks nobody for anything.</p></footer>
</body>
</html>
`.text;
}
