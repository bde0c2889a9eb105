import { badReference, contradiction } from "../checks/finding.ts";
import type { Budget, Scenario } from "../scenario.ts";
import { PART_WINDOW_MS, STEP_WINDOW_MS } from "../windows.ts";
import { faultNames, faultSpan, type Span } from "./fault-names.ts";
import type { Misfit } from "./misfit.ts";

export type When = NonNullable<Extract<Budget, { figure: "latency" }>["when"]>;

/** The time that a budget looks at: the whole run with its drain where it does not say; or why there is none. */
export function budgetSpan(when: When | undefined, scenario: Scenario): Span | Misfit {
  const whole = wholeRun(scenario);
  if (when === undefined) return whole;
  const given = (["phase", "during", "after"] as const).filter((key) => when[key] !== undefined);
  const clock = when.from !== undefined || when.to !== undefined;
  if (given.length + (clock ? 1 : 0) !== 1) {
    const found = [...(clock ? ["from and to"] : []), ...given].join(" and ");
    return misfit(["when"], "one of from and to, phase, during and after", found === "" ? "none" : found);
  }
  const idle = idleKey(when);
  if (idle !== undefined) return misfit(["when", idle.key], idle.expected);
  if (clock) return clockSpan(when, whole);
  if (when.phase !== undefined) return clipped(phaseSpan(when.phase, scenario), whole, "phase");
  return faultTime(when, scenario, whole);
}

/** Spans looked at in windows: whole windows only, those of parts lying wholly within, those of steps touching it. */
export function inPartWindows({ fromMs, toMs }: Span, scenario: Scenario): Span {
  const origin = wholeRun(scenario).fromMs;
  const first = Math.ceil((fromMs - origin) / PART_WINDOW_MS);
  const end = Math.floor((toMs - origin) / PART_WINDOW_MS);
  return { fromMs: origin + first * PART_WINDOW_MS, toMs: origin + end * PART_WINDOW_MS };
}

export function inStepWindows({ fromMs, toMs }: Span): Span {
  return {
    fromMs: Math.floor(fromMs / STEP_WINDOW_MS) * STEP_WINDOW_MS,
    toMs: Math.ceil(toMs / STEP_WINDOW_MS) * STEP_WINDOW_MS,
  };
}

/**
 * What slices of shares and rates, which are counted where requests end, are cut from: up to the last slice that begins
 * before the last arrivals. After it only those end whose tries took long, and those that fail are among them.
 */
export function whileAsked({ fromMs, toMs }: Span, eachMs: number, { run }: Scenario): Span {
  const many = Math.max(0, Math.ceil((run.to - fromMs) / eachMs));
  return { fromMs, toMs: Math.min(toMs, fromMs + many * eachMs) };
}

/** From the first moment that counts to the end of the drain. */
export function wholeRun({ run }: Scenario): Span {
  return inStepWindows({ fromMs: run.begin, toMs: run.to + run.drain });
}

export function isMisfit<T extends object | number>(found: T | Misfit): found is Misfit {
  return typeof found === "object" && "complaint" in found;
}

function idleKey(when: When): { key: string; expected: string } | undefined {
  if (when.margin !== undefined && when.during === undefined)
    return { key: "margin", expected: "no margin: it is for during" };
  if (when.for !== undefined && when.after === undefined)
    return { key: "for", expected: "no for: it is for after" };
  return undefined;
}

function clockSpan({ from, to }: When, whole: Span): Span | Misfit {
  const fromMs = from ?? whole.fromMs;
  const toMs = to ?? whole.toMs;
  const uses = [["run"]];
  if (from !== undefined && (from < whole.fromMs || from >= whole.toMs))
    return misfit(["when", "from"], "a time within the run and its drain", undefined, uses);
  if (to !== undefined && (to <= whole.fromMs || to > whole.toMs))
    return misfit(["when", "to"], "a time within the run and its drain", undefined, uses);
  return fromMs < toMs ? { fromMs, toMs } : misfit(["when", "to"], "a time after from");
}

function phaseSpan(phase: string, { traffic }: Scenario): Span | Misfit {
  const rounds = [...traffic.shake.rounds, ...traffic.send.rounds];
  const found = rounds.find(({ name }) => name === phase);
  const names = [...new Set(rounds.map(({ name }) => name))];
  if (found === undefined) return unknown(["when", "phase"], phase, "name of a round", names, [["traffic"]]);
  const times = found.frames.map(({ after }) => found.at + after);
  return { fromMs: Math.min(...times), toMs: Math.max(...times) };
}

/** From when on a recovery is counted [ms since run.from]: a fault's start, or a round's end. */
export function recoveryStart(
  { fault, phase }: { fault?: string | undefined; phase?: string | undefined },
  scenario: Scenario,
): number | Misfit {
  if ((fault === undefined) === (phase === undefined))
    return misfit([], "either fault or phase", fault === undefined ? "neither" : "both");
  if (fault !== undefined)
    return faultSpan(scenario, fault)?.fromMs ?? unknownFault(["fault"], fault, scenario);
  const span = phaseSpan(phase ?? "", scenario);
  return isMisfit(span) ? { ...span, path: ["phase"] } : span.toMs;
}

function faultTime(when: When, scenario: Scenario, whole: Span): Span | Misfit {
  const key = when.during === undefined ? "after" : "during";
  const called = when[key] ?? "";
  const span = faultSpan(scenario, called);
  if (span === undefined) return unknownFault(["when", key], called, scenario);
  const { fromMs, toMs } = span;
  if (key === "during") return clipped({ fromMs, toMs: toMs + (when.margin ?? 0) }, whole, key);
  return clipped({ fromMs: toMs, toMs: when.for === undefined ? whole.toMs : toMs + when.for }, whole, key);
}

export function unknownFault(path: Misfit["path"], called: string, scenario: Scenario): Misfit {
  return unknown(path, called, "name of a fault, or its kind", faultNames(scenario), [["faults"]]);
}

function clipped(span: Span | Misfit, whole: Span, key: string): Span | Misfit {
  if (isMisfit(span)) return span;
  const fromMs = Math.max(span.fromMs, whole.fromMs);
  const toMs = Math.min(span.toMs, whole.toMs);
  if (fromMs < toMs) return { fromMs, toMs };
  const uses = [["run"], ["faults"], ["traffic"]];
  return misfit(["when", key], "a time within the run and its drain", undefined, uses);
}

function unknown(
  path: Misfit["path"],
  found: string,
  what: string,
  known: readonly string[],
  uses: Misfit["uses"],
): Misfit {
  return { path, complaint: badReference(path, found, what, known, []).complaint, uses };
}

function misfit(path: Misfit["path"], expected: string, found?: string, uses: Misfit["uses"] = []): Misfit {
  return { path, complaint: contradiction(path, expected, [], found).complaint, uses };
}
