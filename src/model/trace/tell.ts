import type { Draft } from "./story-book.ts";

/** Something happens at atMs, in no time. */
export function tell(draft: Draft, atMs: number, where: string, what: string): void {
  draft.hops.push({ fromMs: atMs, toMs: atMs, where, what });
  draft.atMs = Math.max(draft.atMs, atMs);
}

/** What lasts from where the story was until untilMs; what is known ahead of that begins and ends then. */
export function tellTo(draft: Draft, untilMs: number, where: string, what: string): void {
  draft.hops.push({ fromMs: Math.min(draft.atMs, untilMs), toMs: untilMs, where, what });
  draft.atMs = Math.max(draft.atMs, untilMs);
}

/** A time for people: "0.17 ms", "12.3 ms", "1.250 s". */
export function msText(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(3)} s`;
  return `${ms.toFixed(ms >= 10 ? 1 : 2)} ms`;
}
