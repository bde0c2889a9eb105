import { html, type Markup } from "../markup.ts";
import { tableMarkup } from "../table-markup.ts";
import { shorten } from "../tame.ts";
import type { View } from "../view.ts";
import { duration, rate, share } from "../words.ts";
import { fullestOfEach, rooms } from "./capacity.ts";
import { judgeRun, outcomes } from "./judgement.ts";

const WORDS = { good: "holds", warn: "strains", bad: "breaks" } as const;

/** The runs of one scenario under several seeds beside each other; nothing where there is one. */
export function seeds(view: View): Markup | null {
  if (view.seeds.length === 0) return null;
  const rows = [view, ...view.seeds].map((one, i) => {
    const { result, clock } = one;
    const worst = outcomes(result)[0];
    const { tone, undecided } = judgeRun(result);
    const [fullest] = fullestOfEach(rooms(one));
    const { rightAgainAtMs } = result.money;
    return [
      html`<code>${shorten(result.seed, 40)}</code>${i === 0 ? " (drawn)" : ""}`,
      undecided ? "no verdict" : WORDS[tone],
      worst === undefined ? "no data" : `${share(worst.answeredShare)} (${worst.step})`,
      rate(result.headline.peakSecondRps),
      duration(result.latencyMs.shake.client.p99),
      duration(result.latencyMs.grab.client.p99),
      duration(result.latencyMs.open.client.p99),
      rightAgainAtMs === null
        ? "not in this run"
        : rightAgainAtMs === 0
          ? "always"
          : clock.second(rightAgainAtMs),
      fullest === undefined
        ? "no data"
        : html`${share(fullest.peak)} (<bdi>${shorten(fullest.part, 24)}</bdi>)`,
    ];
  });
  return html`<h3>The same scenario under ${rows.length} seeds</h3>${tableMarkup({
    caption:
      "Charts and figures are those of the first seed; bands in the charts of latency span all of them, distributions hold all of them.",
    columns: [
      "seed",
      "verdict",
      "answered, worst step",
      "peak second",
      "shake p99",
      "grab p99",
      "open p99",
      "money right again",
      "fullest part",
    ],
    words: true,
    narrow: true,
    rows,
  })}`;
}
