import { samplesForQuantile } from "../../result/figures/samples-for-quantile.ts";
import {
  budgetSpan,
  inPartWindows,
  isMisfit,
  recoveryStart,
  unknownFault,
  whileAsked,
  wholeRun,
} from "../budgets/budget-span.ts";
import { faultSpan, type Span } from "../budgets/fault-names.ts";
import { hasRise } from "../budgets/has-rise.ts";
import type { Misfit } from "../budgets/misfit.ts";
import { partNames } from "../budgets/part-names.ts";
import { REPLICATIONS_MAX } from "../budgets/replications-max.ts";
import { setNames } from "../names.ts";
import { QUEUES } from "../parts/queues.ts";
import type { Budget, Scenario } from "../scenario.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { PART_WINDOW_MS, STEP_WINDOW_MS } from "../windows.ts";
import { badReference, contradiction, type Finding, type Path } from "./finding.ts";
import { peakRps } from "./traffic.ts";

/** Far more slices than any evening has seconds. */
const SLICES_MAX = 100_000;

/** Budgets speak of things that exist, of times within the run, and of no more than the samples can bear. */
export function checkBudgets(scenario: Scenario): Finding[] {
  return scenario.budgets.flatMap((budget, i): Finding[] => {
    if (budget.severity === "off") return [];
    const at: Path = ["budgets", i];
    return [
      ...checkLimit(budget, at),
      ...checkSteps(budget, at),
      ...checkParts(budget, at, scenario),
      ...checkQueue(budget, at, scenario),
      ...checkFault(budget, at, scenario),
      ...checkTime(budget, at, scenario),
      ...checkSamples(budget, at),
    ];
  });
}

function checkLimit(budget: Budget, at: Path): Finding[] {
  const { max, min } = budget;
  if (max === undefined && min === undefined)
    return hasRise(budget) ? [] : [contradiction(at, "max, min or maxIncrease", [], "none of them")];
  if (max === undefined || min === undefined || min <= max) return [];
  return [contradiction([...at, "min"], "at most max", [[...at, "max"]])];
}

function checkSteps(budget: Budget, at: Path): Finding[] {
  if (!("steps" in budget) || typeof budget.steps === "string") return [];
  const { steps } = budget;
  return steps.flatMap((_, i) => repeated(steps, i, [...at, "steps"]));
}

function checkParts(budget: Budget, at: Path, scenario: Scenario): Finding[] {
  const regions = scenario.regions.map(({ id }) => id);
  const carriers = scenario.carriers.entries.map(({ id }) => id);
  if ("regions" in budget || "carriers" in budget)
    return [
      ...unknownOf(budget.regions, [...at, "regions"], "region", regions, ["regions"]),
      ...unknownOf(budget.carriers, [...at, "carriers"], "carrier", carriers, ["carriers", "entries"]),
    ];
  if ("sets" in budget) return unknownOf(budget.sets, [...at, "sets"], "set", setNames(scenario), ["sets"]);
  if (!("parts" in budget)) return [];
  const known = partNames(budget.of, scenario);
  return unknownOf(budget.parts, [...at, "parts"], `part of the ${budget.of}`, known, [...at, "of"]);
}

function unknownOf(
  names: readonly string[] | undefined,
  path: Path,
  what: string,
  known: readonly string[],
  uses: Path,
): Finding[] {
  return (names ?? []).flatMap((name, i): Finding[] =>
    known.includes(name)
      ? repeated(names ?? [], i, path)
      : [badReference([...path, i], name, `name of a ${what}`, known, [uses])],
  );
}

/** The i-th of some names, where it stands before. */
function repeated(names: readonly string[], i: number, path: Path): Finding[] {
  if (names.indexOf(names[i] as string) === i) return [];
  return [{ path: [...path, i], complaint: { kind: "duplicate", expected: "each once" }, uses: [] }];
}

/** Lists and orders are kept by messages only where the scenario says so. */
function checkQueue(budget: Budget, at: Path, { queues }: Scenario): Finding[] {
  const known = QUEUES.filter((name) => queues[name] !== undefined);
  const asked = (key: string, name: string): Finding[] =>
    known.some((one) => one === name)
      ? []
      : [badReference([...at, key], name, `name of a ${key}`, known, [["queues"]])];
  if ("queue" in budget) return asked("queue", budget.queue);
  return "book" in budget ? asked("book", budget.book) : [];
}

/** Time that is counted from a fault or a round on must be over before the run is, or nobody could tell a breach. */
function checkFault(budget: Budget, at: Path, scenario: Scenario): Finding[] {
  if (budget.figure !== "recovery" && budget.figure !== "moneyRight") return [];
  const { run } = scenario;
  const whole = wholeRun(scenario);
  const found =
    budget.figure === "recovery"
      ? recoveryStart(budget, scenario)
      : budget.fault === undefined
        ? whole.fromMs
        : (faultSpan(scenario, budget.fault)?.fromMs ?? unknownFault(["fault"], budget.fault, scenario));
  if (isMisfit(found)) return [within(at, found)];
  const uses: Path[] = [["run"], ["faults"], ["traffic"]];
  const key = budget.fault === undefined ? "phase" : "fault";
  const begins = key === "fault" ? "a fault that begins" : "a round that ends";
  if (found < whole.fromMs) return [contradiction([...at, key], `${begins} while the run counts`, uses)];
  const leftMs = (budget.figure === "recovery" ? run.to : whole.toMs) - found;
  if (leftMs <= 0) return [contradiction([...at, key], `${begins} before the arrivals end`, uses)];
  if (budget.max === undefined || budget.max < leftMs) return [];
  const expected = `less than the ${duration.print(leftMs)} that the run still lasts`;
  return [contradiction([...at, "max"], expected, uses)];
}

/** Figures of the whole run, or of the time since a fault. */
const WITHOUT_TIME: readonly Budget["figure"][] = [
  "staleAge",
  "lateCredits",
  "bookLag",
  "moneyRight",
  "ledgerError",
  "recovery",
];

function checkTime(budget: Budget, at: Path, scenario: Scenario): Finding[] {
  if (WITHOUT_TIME.includes(budget.figure)) return [];
  const when = "when" in budget ? budget.when : undefined;
  const span = budgetSpan(when, scenario);
  if (isMisfit(span)) return [within(at, span)];
  const windowMs = windowOf(budget);
  const seen = windowMs === STEP_WINDOW_MS ? span : inPartWindows(span, scenario);
  const uses: Path[] = [["run"], [...at, "when"], ["faults"], ["traffic"]];
  if (seen.toMs - seen.fromMs < windowMs) {
    const expected = `a time that holds a whole window of ${duration.print(windowMs)}`;
    return [contradiction(when === undefined ? at : [...at, "when"], expected, uses)];
  }
  return [...checkSlices(budget, at, seen, scenario, uses), ...checkArrivals(budget, at, seen, scenario)];
}

/** Steps are counted by the second, parts looked at less often [ms]. */
function windowOf(budget: Budget): number {
  return "steps" in budget || "step" in budget ? STEP_WINDOW_MS : PART_WINDOW_MS;
}

function checkSlices(budget: Budget, at: Path, seen: Span, scenario: Scenario, uses: Path[]): Finding[] {
  const slices = "slices" in budget ? budget.slices : undefined;
  if (slices === undefined) return [];
  const { each, bad } = slices;
  const path: Path = [...at, "slices"];
  const windowMs = windowOf(budget);
  if (each % windowMs !== 0) {
    const expected = `whole windows of ${duration.print(windowMs)}`;
    return [contradiction([...path, "each"], expected, [[...at, "figure"]])];
  }
  const span = "steps" in budget ? whileAsked(seen, each, scenario) : seen;
  const many = Math.floor((span.toMs - span.fromMs) / each);
  if (many < 1) {
    const late = "steps" in budget && seen.fromMs >= scenario.run.to;
    const expected = late ? "a time before the last arrivals" : "at most the time that is looked at";
    return [contradiction(late ? [...at, "when"] : [...path, "each"], expected, uses)];
  }
  if (many > SLICES_MAX)
    return [contradiction([...path, "each"], `a length that makes at most ${SLICES_MAX} slices`, uses)];
  if (bad < many) return [];
  const expected = `fewer than there are slices (${many}): if all may be bad, nothing is judged`;
  return [contradiction([...path, "bad"], expected, [...uses, [...path, "each"]])];
}

function checkSamples(budget: Budget, at: Path): Finding[] {
  if (!("quantile" in budget) || budget.samples === undefined) return [];
  const needed = samplesForQuantile(budget.quantile);
  if (budget.samples >= needed) return [];
  const expected = `at least ${count.print(needed)}: ten of them must lie beyond the quantile`;
  return [contradiction([...at, "samples"], expected, [[...at, "quantile"]])];
}

/** What a curve cannot give in as many runs as there may be can be told before the first of them. */
function checkArrivals(budget: Budget, at: Path, span: Span, scenario: Scenario): Finding[] {
  if (budget.figure !== "latency" || (budget.step !== "shake" && budget.step !== "send")) return [];
  const lengthMs = budget.slices?.each ?? span.toMs - span.fromMs;
  const { traffic, run } = scenario;
  const rps = (traffic.load ?? 1) * peakRps(traffic[budget.step]);
  const arrivals = (rps * lengthMs) / 1000 / run.scale;
  const needed = samplesForQuantile(budget.quantile);
  if (arrivals * REPLICATIONS_MAX >= needed) return [];
  const expected = `a quantile that ${Math.floor(arrivals)} samples a run can bear: this one takes ${count.print(needed)}`;
  return [
    contradiction([...at, "quantile"], expected, [
      ["traffic"],
      ["run", "scale"],
      [...at, "when"],
      [...at, "slices"],
    ]),
  ];
}

function within(at: Path, { path, complaint, uses }: Misfit): Finding {
  return { path: [...at, ...path], complaint, uses: [...uses, [...at, ...path]] };
}
