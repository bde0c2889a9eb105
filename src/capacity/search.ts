import { type Bracket, bracketOf } from "./bracket.ts";
import { crossing } from "./crossing.ts";
import { PROOF_SEEDS, prove, TRIES } from "./prove.ts";
import type { Tested } from "./tested.ts";

export interface Found {
  status: "found" | "all hold" | "none holds";
  bracket?: Bracket;
  proven?: { x: number; seeds: number };
  notes: string[];
}

/** Seeds of the values from which the limit is read; on the way there one is enough. */
export const SEEDS = 5;
/** How close two neighbours have to be before more seeds are spent on them, as a share of the value. */
const COARSE = 0.06;
/** How close before the limit is read from them: a straight line is then off by far less than a hundredth. */
const FINE = 0.03;
/** How closely the limit should be known; more seeds where it is not. */
const TOLERANCE = 0.01;
/** A value between two neighbours lies at least so far from both, as a share of what is between them. */
const ASIDE = 0.15;
/** Steps towards the budget that breaks next. */
const STEPS_ON = 4;

/**
 * Looks for the value at which the first budget breaks. Halves the range with one seed; then reads the limit between two
 * close neighbours with several seeds, the same at both; then proves a value near it; then looks what breaks next.
 * What is tested depends on the figures alone, so a search that is begun again takes the same way.
 */
export async function search(tested: Tested): Promise<Found> {
  const ends = await atEnds(tested);
  if (ends.status !== "found") return { ...ends, notes: [] };
  const coarse = await halve(tested, ends.good, ends.bad);
  const pair = await refine(tested, coarse.good, coarse.bad);
  if (typeof pair === "string") return { status: pair, notes: [] };
  const { good, bad, tight } = pair;
  let bracket = bracketOf(tested, good, bad);
  const isLoose = (bracket.high - bracket.low) / 2 > TOLERANCE * Math.abs(bracket.at);
  if (
    isLoose &&
    tested.span.grain === undefined &&
    tested.affords([good, bad], 2 * SEEDS, TRIES * PROOF_SEEDS)
  ) {
    await tested.test([good, bad], 2 * SEEDS);
    if (tested.holds(good) && !tested.holds(bad)) bracket = bracketOf(tested, good, bad);
  }
  // Seeds know nothing of how far from straight a figure is between two neighbours that are not close.
  if (!tight) bracket = { ...bracket, low: Math.min(good, bad), high: Math.max(good, bad) };
  const proven = await prove(tested, bracket);
  await lookOn(tested, bracket, ends.bad);
  return {
    status: "found",
    bracket,
    ...(proven === undefined ? {} : { proven }),
    notes: [
      ...(tight ? [] : ["the runs allowed were too few to come closer to the limit"]),
      ...turns(tested, bracket),
    ],
  };
}

/** Which end is good. That both are, or none, is not said of one seed. */
async function atEnds(
  tested: Tested,
): Promise<{ status: "found"; good: number; bad: number } | { status: "all hold" | "none holds" }> {
  const { span } = tested;
  const ends = [span.low, span.last] as const;
  for (const seeds of [1, SEEDS]) {
    await tested.test(ends, seeds);
    const [low, high] = [tested.holds(ends[0]), tested.holds(ends[1])];
    if (low !== high) return { status: "found", good: low ? ends[0] : ends[1], bad: low ? ends[1] : ends[0] };
  }
  return { status: tested.holds(ends[0]) ? "all hold" : "none holds" };
}

async function halve(tested: Tested, from: number, to: number): Promise<{ good: number; bad: number }> {
  const { span } = tested;
  let [good, bad] = [from, to];
  while (!span.areClose(good, bad, COARSE) && tested.affords([], 0, 1 + 2 * SEEDS)) {
    const middle = span.middle(good, bad);
    await tested.test([middle], 1);
    if (tested.holds(middle)) good = middle;
    else bad = middle;
  }
  return { good, bad };
}

/** Two close neighbours, one good and one not with all seeds; or that both ends of the range turn out alike. */
async function refine(
  tested: Tested,
  from: number,
  to: number,
): Promise<{ good: number; bad: number; tight: boolean } | "all hold" | "none holds"> {
  const { span } = tested;
  const way = Math.sign(to - from);
  const [goodEnd, badEnd] = way > 0 ? [span.low, span.last] : [span.last, span.low];
  const within = (x: number) =>
    span.snap(Math.min(Math.max(goodEnd, badEnd), Math.max(Math.min(goodEnd, badEnd), x)));
  let [good, bad] = [from, to];
  for (let width = Math.abs(to - from); ; ) {
    await tested.test([good, bad], SEEDS);
    if (!tested.holds(good)) {
      // More seeds have moved the limit: on towards the good end, in larger steps each time.
      if (good === goodEnd) return "none holds";
      [good, bad] = [within(good - way * width), good];
      width *= 2;
    } else if (tested.holds(bad)) {
      if (bad === badEnd) return "all hold";
      [good, bad] = [bad, within(bad + way * width)];
      width *= 2;
    } else {
      if (span.areClose(good, bad, FINE)) return { good, bad, tight: true };
      const middle = aside(tested, good, bad);
      if (!tested.affords([middle], SEEDS, PROOF_SEEDS)) return { good, bad, tight: false };
      await tested.test([middle], SEEDS);
      if (tested.holds(middle)) good = middle;
      else bad = middle;
    }
    if (!tested.affords([good, bad], SEEDS)) return { good: from, bad: to, tight: false };
  }
}

/** Where the limit seems to be between two neighbours, but not too near to either. */
function aside(tested: Tested, good: number, bad: number): number {
  const { at } = bracketOf(tested, good, bad);
  const share = Math.min(1 - ASIDE, Math.max(ASIDE, (at - good) / (bad - good)));
  const x = tested.span.snap(good + share * (bad - good));
  return x === good || x === bad ? tested.span.middle(good, bad) : x;
}

/** A few single runs beyond the limit, towards where the next budget breaks. */
async function lookOn(tested: Tested, { first, bad }: Bracket, end: number): Promise<void> {
  for (let step = 0; step < STEPS_ON; step++) {
    const others = tested.judged.filter(({ id }) => id !== first);
    const pairs = others.flatMap((of) => breaksBetween(tested, of.id, bad, end) ?? []);
    const [nearest] = pairs.sort((a, b) => Math.abs(a.good - bad) - Math.abs(b.good - bad));
    if (nearest === undefined || tested.span.areClose(nearest.good, nearest.bad, COARSE)) return;
    const middle = tested.span.middle(nearest.good, nearest.bad);
    if (!tested.affords([middle], 1)) return;
    await tested.test([middle], 1);
  }
}

/** The first two neighbours, on the way to the bad end, between which a budget breaks. */
export function breaksBetween(
  tested: Tested,
  id: string,
  from: number,
  to: number,
): { good: number; bad: number; at: number } | undefined {
  const of = tested.judged.find((judged) => judged.id === id);
  if (of === undefined) return undefined;
  const way = Math.sign(to - from) || 1;
  const values = tested.values.filter((x) => (x - from) * way >= 0 && (to - x) * way >= 0);
  if (way < 0) values.reverse();
  for (const [i, bad] of values.entries()) {
    const good = values[i - 1];
    if (good === undefined || tested.reading(of, bad).excess.plain <= 0) continue;
    if (tested.reading(of, good).excess.plain > 0) continue;
    return { good, bad, at: crossing(tested.reading(of, good), tested.reading(of, bad)) };
  }
  return undefined;
}

/** A system need not have one limit only. */
function turns(tested: Tested, { good, bad }: Bracket): string[] {
  const way = Math.sign(bad - good);
  const { span } = tested;
  const again = tested.values.filter((x) => (x - bad) * way > 0 && tested.holds(x));
  const sooner = tested.values.filter((x) => (good - x) * way > 0 && !tested.holds(x));
  const told = (values: readonly number[]) => values.map((x) => span.text(x)).join(", ");
  return [
    ...(again.length > 0 ? [`beyond the limit all budgets hold again at ${told(again)}`] : []),
    ...(sooner.length > 0 ? [`before the limit a budget breaks at ${told(sooner)}`] : []),
  ];
}
