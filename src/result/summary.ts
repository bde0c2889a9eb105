import { least, sum } from "d3-array";
import { clip } from "./clip.ts";
import { timeOfDay } from "./clock-text.ts";
import { happeningLines } from "./happening-lines.ts";
import { incidentLines } from "./incident-lines.ts";
import { countText, durationText, percentText, yuanText } from "./number-text.ts";
import { CORE_STEPS, type Result, STEPS, type Step } from "./result.ts";
import { together } from "./together.ts";

export interface SummaryOptions {
  /** Whether to mark the headline with terminal colours. */
  colour: boolean;
  /** The lines that end the summary: where files were written. */
  footer?: readonly string[];
}

/** A terminal of 24 lines and 80 columns; the last line is the shell's. */
const LINES_MAX = 23;
const COLUMNS_MAX = 80;
/** Faults that have a line of their own. */
const INCIDENTS_MAX = 3;

/** The result on one screen: does it hold, what became of each step, the money, what broke and what answered it. */
export function summary(result: Result, { colour, footer = [] }: SummaryOptions): string {
  const head = [
    title(result),
    "",
    paint(headline(result), colour),
    ...coreAndWhole(result),
    ...load(result),
    "",
    ...stepTable(result),
    "",
  ];
  const body = [
    ...moneyLines(result),
    ...stillWrong(result),
    ...staleness(result),
    ...incidentLines(result, INCIDENTS_MAX),
  ];
  const room = LINES_MAX - head.length - body.length - footer.length - (footer.length > 0 ? 1 : 0);
  const lines = [...head, ...body, ...happeningLines(result, room)];
  if (footer.length > 0) lines.push("", ...footer);
  return `${lines.join("\n")}\n`;
}

interface Headline {
  text: string;
  mood: "good" | "warning" | "bad";
}

/**
 * One sentence before any budget is asked. "Holds": at least 99.9 % of every step answered, the books balance, the
 * money is right; "strains": at least 99 % of every step; below that it "breaks". Requests still in flight are left out.
 */
function headline(result: Result): Headline {
  if (!result.complete)
    return {
      text: clip(`INCOMPLETE: ${result.incompleteBecause.join("; ") || "no reason given"}`),
      mood: "bad",
    };
  if (result.money.violations.length > 0)
    return { text: clip(`THE BOOKS DO NOT BALANCE: ${result.money.violations.join("; ")}`), mood: "bad" };
  const shares = STEPS.filter((step) => decided(result, step) > 0).map((step) => ({
    step,
    answered: answered(result, step) / decided(result, step),
  }));
  const worst = least(shares, (share) => share.answered);
  if (worst === undefined) return { text: "No data: nothing was offered.", mood: "warning" };
  const told = `${worst.step} is the worst step with ${percentText(worst.answered)} answered`;
  if (worst.answered < 0.99) return { text: `It breaks: ${told}.`, mood: "bad" };
  const late = result.money.rightAgainAtMs === null;
  if (worst.answered < 0.999 || late)
    return { text: `It strains: ${told}${late ? ", and money is missing" : ""}.`, mood: "warning" };
  return { text: `It holds: ${told}.`, mood: "good" };
}

function paint({ text, mood }: Headline, colour: boolean): string {
  if (!colour) return text;
  const code = { good: 32, warning: 33, bad: 31 }[mood];
  return `\u001b[1;${code}m${text}\u001b[0m`;
}

function title({ scenario, seed, scale, clock }: Result): string {
  const { k } = scale;
  const facts = `${time(clock.fromMs)}-${time(clock.toMs)}, seed ${clip(seed, 24)}, scale 1/${k}`;
  return `${clip(scenario.name, COLUMNS_MAX - facts.length - 2)}  ${facts}`;
  function time(atMs: number): string {
    return timeOfDay(clock.start, atMs);
  }
}

/** What the system exists for, all that it does, and how many attempts that took. */
function coreAndWhole({ totals }: Result): string[] {
  const whole = together(totals, "whole");
  if (whole.decided === 0) return [];
  const core = together(totals, "core");
  const share = ({ answered, decided }: typeof core): string =>
    decided > 0 ? percentText(answered / decided) : "-";
  const attempts = (whole.attempts / whole.offered).toFixed(3);
  return [
    `Answered: core (${CORE_STEPS.join(", ")}) ${share(core)}, whole ${share(whole)}; ${attempts} tries each`,
  ];
}

function load({ headline: of, clock }: Result): string[] {
  if (of.shakes === 0) return [];
  const peak = `${countText(of.peakSecondRps)}/s at ${timeOfDay(clock.start, of.peakSecondAtMs)}`;
  const lines = [`${countText(of.shakes)} shakes, peak ${peak}, best minute ${countText(of.bestMinute)}`];
  const { mean, min, max } = of.accessLoadRps;
  if (mean !== null && min !== null && max !== null)
    lines.push(
      `Access servers in that second: ${countText(mean)}/s each (${countText(min)}/s to ${countText(max)}/s)`,
    );
  return lines;
}

function stepTable(result: Result): string[] {
  const cells = [
    ["step", "offered", "answered", "degraded", "refused", "failed", "p50", "p99"],
    ...STEPS.map((step) => {
      const of = result.totals[step];
      const { p50, p99 } = result.latencyMs[step].client;
      const share = (part: number): string => (of.offered > 0 ? percentText(part / of.offered) : "-");
      return [
        step,
        countText(of.offered),
        share(answered(result, step)),
        share(of.answered.degraded),
        share(sum(Object.values(of.refused))),
        share(sum(Object.values(of.failed))),
        p50 === null ? "-" : durationText(p50),
        p99 === null ? "-" : durationText(p99),
      ];
    }),
  ];
  const widths = [6, 9, 10, 10, 10, 10, 11, 13];
  return cells.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(""),
  );
}

function moneyLines({ money, books, headline: of, clock }: Result): string[] {
  const packets = `${countText(of.packetsWon)} won, ${countText(of.packetsSent)} sent, ${countText(of.packetsReceived)} received`;
  const right =
    money.rightAgainAtMs === null
      ? "not right by the end"
      : money.rightAgainAtMs === 0
        ? "right all the time"
        : `right again at ${timeOfDay(clock.start, money.rightAgainAtMs)}`;
  const credits = `late ${countText(money.lateCredits)}, missing ${countText(money.missingCredits)}, repaired ${countText(money.repaired)}`;
  const { writtenTwice = 0, takenBack = 0 } = books?.wallet ?? {};
  const twice =
    writtenTwice === 0 ? "" : `; ${countText(writtenTwice)} paid twice, ${countText(takenBack)} taken back`;
  return [`Packets: ${packets}; ${yuanText(money.openedFen)} opened`, `Money: ${right}; ${credits}${twice}`];
}

/** What is wrong for good as far as the run goes, in yuan and in records of each book. */
function stillWrong({ money, books = {} }: Result): string[] {
  const missing = Object.entries(books).flatMap(([book, of]) =>
    of.missing > 0 ? [`${book} ${countText(of.missing)}`] : [],
  );
  const excessFen = books.wallet?.excessFen ?? 0;
  const told = [
    ...((books.wallet?.missing ?? 0) > 0 ? [`${yuanText(money.owedFen)} owed`] : []),
    ...(excessFen > 0 ? [`${yuanText(excessFen)} paid too much`] : []),
    ...(missing.length > 0 ? [`missing: ${missing.join(", ")}`] : []),
  ];
  return told.length > 0 ? [clip(`Still wrong: ${told.join("; ")}`)] : [];
}

function staleness({ staleness: of }: Result): string[] {
  const { hedgedReads = 0, hedgesWon = 0 } = of;
  const hedged =
    hedgedReads === 0
      ? []
      : [
          `Hedged reads: ${countText(hedgedReads)} of ${countText(of.reads - hedgedReads)}, ${countText(hedgesWon)} won`,
        ];
  if (of.staleReads === 0) return hedged;
  const age = of.ageMs.p99 === null ? "" : `, p99 ${durationText(of.ageMs.p99)} old`;
  const own = of.sessions?.ownMissed ?? 0;
  const missed = own === 0 ? "" : `; ${countText(own)} missed their own`;
  return [
    `Stale reads: ${percentText(of.staleReads / of.reads)} of ${countText(of.reads)}${age}${missed}`,
    ...hedged,
  ];
}

function answered({ totals }: Result, step: Step): number {
  return totals[step].answered.full + totals[step].answered.degraded;
}

function decided({ totals }: Result, step: Step): number {
  return totals[step].offered - totals[step].inFlight;
}
