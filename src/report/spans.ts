import type { Result } from "../result/result.ts";
import type { Interval } from "./view.ts";

/** For how long one part left out what one rung gives up. */
export interface RungSpan extends Interval {
  readonly rung: string;
}

/** "avatars given up" and "avatars given back" of one part, made a span; open ones end with the run. */
export function rungSpans(timeline: Result["timeline"], toMs: number): RungSpan[] {
  const open = new Map<string, RungSpan>();
  const closed: RungSpan[] = [];
  for (const { kind, part, text, atMs } of [...timeline].sort((a, b) => a.atMs - b.atMs)) {
    const [, rung, way] = (kind === "rung" ? /^(.*) given (up|back)/.exec(text) : null) ?? [];
    if (rung === undefined) continue;
    const key = JSON.stringify([part, rung]);
    const before = open.get(key);
    if (way === "up" && before === undefined) open.set(key, { fromMs: atMs, toMs, part, text, rung });
    if (way !== "back" || before === undefined) continue;
    closed.push({ ...before, toMs: atMs });
    open.delete(key);
  }
  return [...closed, ...open.values()].sort((a, b) => a.fromMs - b.fromMs);
}

/** The same with at most `countMax`: only the widest gaps between them are left open. */
export function joined(sorted: readonly Interval[], countMax: number): readonly Interval[] {
  if (sorted.length <= countMax) return sorted;
  const apart = union(sorted, "", "");
  const gaps = apart.slice(1).map(({ fromMs }, i) => ({ before: i + 1, ms: fromMs - (apart[i]?.toMs ?? 0) }));
  const widest = gaps.sort((a, b) => b.ms - a.ms || a.before - b.before).slice(0, countMax - 1);
  const open = new Set(widest.map(({ before }) => before));
  const kept: Interval[] = [];
  apart.forEach((span, i) => {
    const last = kept.at(-1);
    if (last === undefined || open.has(i)) kept.push(span);
    else kept[kept.length - 1] = { ...last, toMs: span.toMs };
  });
  return kept;
}

/** When at least one of the spans lasted: sorted, none touching another. */
export function union(sorted: readonly Interval[], part: string, text: string): Interval[] {
  const joined: Interval[] = [];
  for (const { fromMs, toMs } of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && fromMs <= last.toMs)
      joined[joined.length - 1] = { ...last, toMs: Math.max(last.toMs, toMs) };
    else joined.push({ fromMs, toMs, part, text });
  }
  return joined;
}
