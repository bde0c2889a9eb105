import { type Markup, raw } from "./markup.ts";

const line = (d: string, colour: string, width = 1.4): string =>
  `<path d="${d}" stroke="${colour}" stroke-width="${width}" fill="none"/>`;

const pattern = (id: string, size: number, inside: string): string =>
  `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse">${inside}</pattern>`;

const RISING = "M-1,1l2,-2M0,6l6,-6M5,7l2,-2";
const FALLING = "M-1,5l2,2M0,0l6,6M5,-1l2,2";

/** Hatches that every chart and the map share. The element has no size but is not hidden: some browsers drop hidden patterns. */
export function patterns(): Markup {
  return raw(
    `<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>${[
      pattern("hatch-degraded", 6, line(RISING, "var(--hatch)")),
      pattern("hatch-refused", 6, line(FALLING, "var(--hatch)")),
      pattern("hatch-failed", 6, line(`${RISING}${FALLING}`, "var(--hatch)", 1.1)),
      pattern(
        "hatch-fault",
        8,
        `<rect width="8" height="8" fill="var(--fault)" fill-opacity="0.14"/>${line("M-2,2l4,-4M0,8l8,-8M6,10l4,-4", "var(--fault)", 0.8)}`,
      ),
      // Behind lines, which must stay readable: fainter than a mask.
      pattern(
        "hatch-band",
        7,
        `<circle cx="2" cy="2" r="0.8" fill="var(--muted)" fill-opacity="0.75"/><circle cx="5.5" cy="5.5" r="0.8" fill="var(--muted)" fill-opacity="0.75"/>`,
      ),
      pattern(
        "hatch-rung",
        6,
        `<rect width="6" height="6" fill="var(--degraded)" fill-opacity="0.1"/>${line("M3,0v6", "var(--degraded)", 0.6)}`,
      ),
      pattern(
        "hatch-mask",
        5,
        `<rect width="5" height="5" fill="var(--card)" fill-opacity="0.55"/><circle cx="1.5" cy="1.5" r="1" fill="var(--ink)"/><circle cx="4" cy="4" r="0.8" fill="var(--ink)"/>`,
      ),
    ].join("")}</defs></svg>`,
  );
}
