import {
  RECOVERY_FORMAT,
  RECOVERY_VERSION,
  type RecoveryProbe,
  type RecoveryTry,
  type Trigger,
} from "../../result/recovery/recovery-probe.ts";
import type { Result } from "../../result/result.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { lastTrigger, steadyRps, withLoad } from "./trigger.ts";

/** A stretch is good when of the core requests that end in it so many are answered. */
const GOOD_SHARE = 0.99;
/** Requests are looked at by stretches of this length; so many good ones at the end make a recovery. */
const STRETCH_S = 5;
const STRETCHES_AT_END = 3;
/** The least time that must be left after the trigger [ms]. */
const LEFT_MIN_MS = 30_000;
/** Loads are tried up to this factor, and down to one over twice that. */
const FACTOR_MAX = 8;
/** The search ends when the two loads at the edge are no further apart. */
const CLOSE = 1.1;

/** The trigger that a probe would ask about, or why there is nothing to ask. */
export function probedTrigger(scenario: Scenario, toMs: number): Trigger | string {
  const trigger = lastTrigger(scenario, toMs);
  if (trigger === undefined) return "a fault or a round that ends before the arrivals do";
  if (toMs - trigger.overMs >= LEFT_MIN_MS) return trigger;
  return `arrivals for at least 30 s after the end of "${trigger.name}"`;
}

/**
 * After a trigger ends, does the system come back by itself, in how long, and from which load on does it not? One run a
 * load: the scenario's own first, then twice or half as much until the outcome changes, then in between.
 *
 * @param first the result of the scenario's own load
 * @param runAt runs another one
 */
export async function probeRecovery(
  scenario: Scenario,
  trigger: Trigger,
  first: Result,
  runAt: (scenario: Scenario) => Promise<Result>,
  onTry: (tried: RecoveryTry) => void = () => {},
): Promise<RecoveryProbe> {
  const untilMs = first.clock.toMs;
  const tries: RecoveryTry[] = [];
  const note = (factor: number, result: Result): boolean => {
    const tried = { factor, afterMs: recoveredAfterMs(result, trigger.overMs) };
    tries.push(tried);
    onTry(tried);
    return tried.afterMs !== null;
  };
  const comesBack = async (factor: number) =>
    note(factor, await runAt(withLoad(scenario, factor, trigger.varied)));
  const { holds, fails } = await edge(note(1, first), comesBack);
  tries.sort((a, b) => a.factor - b.factor);
  const rps = steadyRps(scenario, (trigger.overMs + untilMs) / 2);
  return {
    format: RECOVERY_FORMAT,
    version: RECOVERY_VERSION,
    trigger,
    untilMs,
    steadyRps: rps,
    tries,
    holds,
    fails,
  };
}

/** The load at which the outcome changes: doubled or halved until it does, then narrowed down. */
async function edge(
  own: boolean,
  comesBack: (factor: number) => Promise<boolean>,
): Promise<{ holds: number | null; fails: number | null }> {
  let holds = own ? 1 : null;
  let fails = own ? null : 1;
  for (let factor = 2; fails === null && factor <= FACTOR_MAX; factor *= 2) {
    if (await comesBack(factor)) holds = factor;
    else fails = factor;
  }
  for (let factor = 1 / 2; holds === null && factor >= 1 / (2 * FACTOR_MAX); factor /= 2) {
    if (await comesBack(factor)) holds = factor;
    else fails = factor;
  }
  while (holds !== null && fails !== null && fails / holds > CLOSE) {
    const between = Math.sqrt(holds * fails);
    if (await comesBack(between)) holds = between;
    else fails = between;
  }
  return { holds, fails };
}

/** From overMs to the end of the last bad stretch before the arrivals end [ms]; null while the last are still bad. */
export function recoveredAfterMs({ series, clock }: Result, overMs: number): number | null {
  const { fromMs, stepWindowMs, steps } = series;
  const perStretch = (STRETCH_S * 1000) / stepWindowMs;
  const first = Math.round((overMs - fromMs) / stepWindowMs);
  const stretches = Math.floor((clock.toMs - overMs) / (STRETCH_S * 1000));
  let lastBad = -1;
  for (let stretch = 0; stretch < stretches; stretch++) {
    let good = 0;
    let ended = 0;
    for (const { full, degraded, refused, failed } of [steps.shake, steps.open, steps.share]) {
      for (let i = first + stretch * perStretch; i < first + (stretch + 1) * perStretch; i++) {
        const answered = (full[i] ?? 0) + (degraded[i] ?? 0);
        good += answered;
        ended += answered + (refused[i] ?? 0) + (failed[i] ?? 0);
      }
    }
    if (good < GOOD_SHARE * ended) lastBad = stretch;
  }
  if (lastBad >= stretches - STRETCHES_AT_END) return null;
  return (lastBad + 1) * STRETCH_S * 1000;
}
