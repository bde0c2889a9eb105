import { html, type Markup, raw } from "../markup.ts";
import { rightAgain } from "../right-again.ts";
import { shown } from "../shown.ts";
import { tableMarkup } from "../table-markup.ts";
import type { View } from "../view.ts";
import { amount, share, yuan } from "../words.ts";

interface Bar {
  readonly name: string;
  readonly fen: number;
  readonly colour: string;
}

/** Where the three columns stand; a phone has no room for words in the drawing, they stand under it. */
interface Shape {
  readonly name: "wide" | "phone";
  readonly width: number;
  readonly height: number;
  readonly columnX: readonly [number, number, number];
  readonly gap: number;
  /** Room above a column for its first label. */
  readonly top: number;
}

const WIDE: Shape = { name: "wide", width: 910, height: 182, columnX: [0, 440, 880], gap: 26, top: 14 };
const PHONE: Shape = { name: "phone", width: 340, height: 120, columnX: [0, 162, 324], gap: 10, top: 2 };
const BAR_WIDTH = 16;

interface Placed extends Bar {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Stacks a column; a bar that holds money is never thinner than a pixel. */
function column(bars: readonly Bar[], x: number, total: number, shape: Shape): Placed[] {
  let y = shape.top;
  const room = shape.height - shape.top - 2 * shape.gap - 12;
  return bars.map((bar) => {
    const height = bar.fen > 0 ? Math.max(1, (bar.fen / total) * room) : 0;
    const placed = { ...bar, x, y, height };
    y += height + shape.gap;
    return placed;
  });
}

/** A ribbon from the right edge of one bar to the left edge of another. */
function ribbon(from: Placed, offset: number, to: Placed): string {
  const x1 = from.x + BAR_WIDTH;
  const middle = (x1 + to.x) / 2;
  const top = from.y + offset;
  const r = (n: number): number => Math.round(n * 10) / 10;
  return `<path d="M${x1},${r(top)}C${middle},${r(top)} ${middle},${r(to.y)} ${to.x},${r(to.y)}V${r(to.y + to.height)}C${middle},${r(to.y + to.height)} ${middle},${r(top + to.height)} ${x1},${r(top + to.height)}Z" fill="${to.colour}" fill-opacity="0.3"/>`;
}

function label({ x, y, name, fen }: Placed, total: number): string {
  const last = x === WIDE.columnX[2];
  const anchor = last ? "end" : "start";
  const at = last ? x + BAR_WIDTH : x;
  return `<text x="${at}" y="${Math.round(y * 10) / 10 - 4}" text-anchor="${anchor}" font-size="13" fill="var(--ink)" stroke="var(--card)" stroke-width="4" paint-order="stroke">${name}: ${yuan(fen)} (${share(fen / total)})</text>`;
}

/** The ledger as a flow: put into packets, then opened, refunded or still inside; opened, then credited or owed. */
function flow(view: View): Markup | null {
  const { money } = view.result;
  const total = money.createdFen;
  if (total === 0) return null;
  const first: Bar[] = [{ name: "put into packets", fen: total, colour: "var(--s6)" }];
  const second = [
    { name: "opened", fen: money.openedFen, colour: "var(--full)" },
    { name: "refunded", fen: money.refundedFen, colour: "var(--s2)" },
    { name: "still in packets", fen: money.remainingFen, colour: "var(--degraded)" },
  ].filter(({ fen }) => fen > 0);
  const third = [
    { name: "credited", fen: money.creditedFen, colour: "var(--good)" },
    { name: "owed", fen: money.owedFen, colour: "var(--failed)" },
  ].filter(({ fen }) => fen > 0);
  const columns = [first, second, third];
  const key = columns
    .flat()
    .map(
      ({ name, fen, colour }) =>
        html`<li><svg class="swatch" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><rect width="12" height="12" fill="${colour}"/></svg> ${name}: ${yuan(fen)} (${share(fen / total)})</li>`,
    );
  return html`${drawn(WIDE, columns, total)}${drawn(PHONE, columns, total)}<ul class="legend flow-phone">${key}</ul>`;
}

function drawn(shape: Shape, columns: readonly (readonly Bar[])[], total: number): Markup {
  const [first = [], second = [], third = []] = columns.map((bars, i) =>
    column(bars, shape.columnX[i] ?? 0, total, shape),
  );
  const opened = second.find(({ name }) => name === "opened");
  const bars = [...first, ...second, ...third];
  const rects = bars.map(
    ({ x, y, height, colour }) =>
      `<rect x="${x}" y="${Math.round(y * 10) / 10}" width="${BAR_WIDTH}" height="${Math.round(height * 10) / 10}" fill="${colour}"/>`,
  );
  const labels = shape.name === "wide" ? bars.map((bar) => label(bar, total)) : [];
  const inside = [...ribbons(first[0], second), ...ribbons(opened, third), ...rects, ...labels].join("");
  return html`<svg class="flow flow-${shape.name}" viewBox="0 0 ${shape.width} ${shape.height}" role="img" aria-label="Money from put into packets to credited; the table below has the figures">${raw(inside)}</svg>`;
}

function ribbons(from: Placed | undefined, to: readonly Placed[]): string[] {
  let offset = 0;
  return to.map((bar) => {
    if (from === undefined) return "";
    const path = ribbon(from, offset, bar);
    offset += bar.height;
    return path;
  });
}

/** The ledger: flow, figures to the fen, and what the audit found. */
export function moneyFlow(view: View): Markup {
  const { result } = view;
  const { money } = result;
  if (money.packets === 0) return html`<p>No packet was made in this run.</p>`;
  const fen = (path: string, name: string): (string | Markup)[] => [
    name,
    shown(result, `money.${path}`, (value) => yuan(value ?? 0)),
  ];
  const count = (path: string, name: string): (string | Markup)[] => [
    name,
    shown(result, `money.${path}`, amount),
  ];
  const wallet = (name: string, words: string): (string | Markup)[] => [
    words,
    shown(result, `books.wallet.${name}`, amount),
  ];
  const paidTwice = result.books?.wallet?.writtenTwice !== undefined;
  const audit =
    money.violations.length === 0
      ? html`<p>The books balance to the fen: put into packets = opened + refunded + still in packets, opened = credited + owed.</p>`
      : html`<p><b>The books do not balance:</b></p><ul>${money.violations.map((text) => html`<li><bdi>${text}</bdi></li>`)}</ul>`;
  return html`<p class="lead">${rightAgain(view)}</p>${flow(view)}${audit}<details><summary>Table: the ledger</summary>${tableMarkup(
    {
      caption: "The ledger at the end of the run",
      columns: ["entry", "figure"],
      rows: [
        fen("createdFen", "put into packets"),
        fen("openedFen", "opened"),
        fen("refundedFen", "refunded"),
        fen("remainingFen", "still in packets"),
        fen("creditedFen", "credited to wallets"),
        fen("owedFen", "owed: opened, not yet credited"),
        count("packets", "packets"),
        count("sharesOpened", "shares opened"),
        count("credits", "credits"),
        count("lateCredits", "credits later than allowed"),
        count("missingCredits", "credits still missing"),
        count("duplicateCreditsStopped", "duplicate credits stopped"),
        ...(paidTwice
          ? [wallet("writtenTwice", "credits paid twice"), wallet("takenBack", "of these taken back")]
          : []),
        count("lostMessages", "messages lost"),
        count("deadLetters", "dead letters"),
        count("repaired", "repaired by reconciliation"),
      ],
    },
  )}</details>`;
}
