import type { Observation } from "../../result/figures/figure.ts";
import { histogramTimes } from "../../result/figures/histogram-times.ts";
import { lateCredits } from "../../result/figures/late-credits.ts";
import { ledgerErrorFen } from "../../result/figures/ledger-error.ts";
import type { Span } from "../../result/figures/span.ts";
import type { Result } from "../../result/result.ts";
import { wholeRun } from "../../scenario/budgets/budget-span.ts";
import { faultSpan } from "../../scenario/budgets/fault-names.ts";
import type { Budget } from "../../scenario/scenario.ts";
import { Histogram } from "../../stats/histogram.ts";
import type { Observed } from "./observed.ts";
import { quantileText } from "./quantile-text.ts";
import type { Seen } from "./seen.ts";

type LateBudget = Extract<Budget, { figure: "lateCredits" }>;
type LagBudget = Extract<Budget, { figure: "bookLag" }>;
type RightBudget = Extract<Budget, { figure: "moneyRight" }>;

export function observeLedger({ result }: Seen, span: Span): Observed {
  const slices = [{ kind: "level" as const, value: ledgerErrorFen(result), samples: 1 }];
  return {
    unit: "fen",
    better: "less",
    text: "what the books are off by",
    span,
    parts: [{ part: "", slices }],
  };
}

/** What a book keeps, as it is told; of all that were written or are overdue at the end. */
const RECORDS = { wallet: "credits", lists: "entries of lists", orders: "records of orders" } as const;

export function observeLateCredits({ book }: LateBudget, { result }: Seen, span: Span): Observed {
  return {
    unit: "share",
    better: "less",
    text: `${RECORDS[book]} later than allowed, or missing`,
    span,
    parts: [{ part: "", slices: [book === "wallet" ? lateCredits(result) : lateRecords(result, book)] }],
  };
}

function lateRecords({ books, scale }: Result, name: string): Observation {
  const { late = 0, written = 0, missing = 0 } = books?.[name] ?? {};
  const all = (written + missing) / scale.k;
  return { kind: "ratio", part: (late + missing) / scale.k, whole: all, samples: all };
}

/** From the commit to the record; what is missing at the end counts with all the time that there was. */
export function observeBookLag({ book, quantile }: LagBudget, { world, result }: Seen, span: Span): Observed {
  const lags = new Histogram();
  for (const idc of world.idcs) {
    for (const cell of idc.cells) {
      const centre = cell.book(book)?.centre;
      if (centre === undefined) continue;
      lags.merge(centre.lags);
      lags.addMany(span.toMs - span.fromMs, centre.missingAt(result.clock.endedMs));
    }
  }
  return {
    unit: "ms",
    better: "less",
    take: quantile,
    text: `${quantileText(quantile)} of the lag of ${RECORDS[book]}`,
    span,
    parts: [{ part: "", slices: [histogramTimes(lags.toJSON())] }],
  };
}

/**
 * From the fault's start (or the run's) to the moment from which on no record older than allowed is missing. Where that
 * never came, all the time that there was: a limit is less than that.
 */
export function observeMoneyRight(
  { book, fault }: RightBudget,
  { world, result }: Seen,
  span: Span,
): Observed {
  const { scenario } = world.params;
  const whole = wholeRun(scenario);
  const since = fault === undefined ? whole : (faultSpan(scenario, fault) ?? whole);
  const rightAgainAtMs = result.books?.[book]?.rightAgainAtMs ?? null;
  const value = Math.max(0, (rightAgainAtMs ?? whole.toMs) - since.fromMs);
  const atMs = rightAgainAtMs ?? result.clock.endedMs;
  return {
    unit: "ms",
    better: "less",
    text: `time${fault === undefined ? "" : ` from "${fault}"`} until ${book === "wallet" ? "the money was" : `${RECORDS[book]} were`} right for good`,
    span,
    parts: [{ part: "", slices: [{ kind: "level", value, ...(value > 0 ? { atMs } : {}), samples: 1 }] }],
  };
}
