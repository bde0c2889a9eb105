import type { Limit } from "../check/limit.ts";
import {
  CAPACITY_FORMAT,
  CAPACITY_VERSION,
  type CapacityBudget,
  type CapacityResult,
  type Place,
} from "../result/capacity/capacity-result.ts";
import type { Range } from "../sweep/range.ts";
import { tabulate } from "../sweep/tabulate.ts";
import type { Bracket } from "./bracket.ts";
import type { Runs, RunsOptions } from "./runs.ts";
import { breaksBetween, type Found, search } from "./search.ts";
import { Span } from "./span.ts";
import { Tested } from "./tested.ts";

export interface FindOptions {
  axis: string;
  range: Range;
  limits: readonly Limit[];
  runsMax: number;
  runs: Runs;
  read: RunsOptions["store"]["read"];
}

/** Searches, and puts what was found into one document. */
export async function findLimit(options: FindOptions): Promise<CapacityResult> {
  const { axis, range, limits, runsMax, runs, read } = options;
  const span = new Span(range);
  const tested = new Tested(span, limits, runsMax, (wanted) => runs.measure(wanted));
  const found = await search(tested);
  const { status, proven, notes } = found;
  const budgets = budgetsOf(tested, found);
  return {
    format: CAPACITY_FORMAT,
    version: CAPACITY_VERSION,
    axis,
    from: placeOf(span, span.low),
    to: placeOf(span, span.last),
    status,
    ...limitOf(span, found.bracket),
    proven: proven === undefined ? null : { at: placeOf(span, proven.x), seeds: proven.seeds },
    first: found.bracket?.first ?? null,
    next: budgets.find(({ id, breaks }) => breaks !== null && id !== found.bracket?.first)?.id ?? null,
    budgets,
    runs: tested.runs,
    notes,
    tested: await tabulate(runs.planOf(tested.values.map((x) => span.text(x))), read),
  };
}

function limitOf(span: Span, bracket: Bracket | undefined): Pick<CapacityResult, "find" | "limit"> {
  if (bracket === undefined) return { find: null, limit: null };
  const { good, bad, at, low, high } = bracket;
  const end = good < bad ? span.low : span.last;
  const place = (x: number) => placeOf(span, span.towards(x, end));
  return {
    find: good < bad ? "largest" : "smallest",
    limit: { at: place(at), low: place(low), high: place(high) },
  };
}

function placeOf(span: Span, x: number): Place {
  return { number: x, text: span.text(x) };
}

/** In the order in which they break, on the way from the good end; those that do not come last. */
function budgetsOf(tested: Tested, { bracket }: Found): CapacityBudget[] {
  const { span } = tested;
  const way = bracket === undefined ? 1 : Math.sign(bracket.bad - bracket.good);
  const [from, to] = way > 0 ? [span.low, span.last] : [span.last, span.low];
  const told = tested.judged.map(({ id, limit }) => {
    const figure = tested.replications(tested.values[0] ?? Number.NaN)[0]?.budgets.find((of) => of.id === id);
    const own = breaksBetween(tested, id, id === bracket?.first ? bracket.good : from, to);
    const at = id === bracket?.first ? bracket.at : own?.at;
    return {
      id,
      text: figure?.text ?? "",
      unit: figure?.unit ?? "factor",
      severity: limit.severity === "warn" ? ("warn" as const) : ("error" as const),
      max: limit.max ?? null,
      min: limit.min ?? null,
      breaks: at === undefined ? null : placeOf(span, span.snap(at)),
      between: own === undefined ? null : pair(placeOf(span, own.good), placeOf(span, own.bad)),
      order: at === undefined ? Number.POSITIVE_INFINITY : way * at,
    };
  });
  return told
    .sort((a, b) => (a.id === bracket?.first ? -1 : b.id === bracket?.first ? 1 : a.order - b.order))
    .map(({ order: _, ...budget }) => budget);
}

function pair(a: Place, b: Place): [Place, Place] {
  return [a, b];
}
