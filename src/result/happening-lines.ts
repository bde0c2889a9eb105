import { clip } from "./clip.ts";
import { timeOfDay } from "./clock-text.ts";
import type { Result, TimelineEvent } from "./result.ts";

/** What is told when there is no room for all, most important first. Phases are in the charts, money has its own line. */
const KINDS: readonly TimelineEvent["kind"][] = [
  "cap",
  "fault",
  "mask",
  "detect",
  "join",
  "switch",
  "failover",
  "rung",
  "overload",
  "breaker",
  "switchBack",
  "unmask",
  "clear",
];

/** Events of one kind that say the same, of one part or of many. */
interface Happening {
  kind: TimelineEvent["kind"];
  text: string;
  parts: Set<string>;
  times: number;
  fromMs: number;
  /** The last of them, or the end of one that lasted; undefined for a single moment. */
  toMs: number | undefined;
}

/**
 * What broke and what answered it, in order of time. Three hundred rungs of forty sets are one line; what does not fit
 * in `room` lines is counted.
 */
export function happeningLines({ timeline, clock }: Result, room: number): string[] {
  const all = gather(timeline);
  if (all.length === 0) return ["Faults: none"];
  const byWeight = [...all].sort(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.fromMs - b.fromMs,
  );
  const shown = all.length <= room ? all : byWeight.slice(0, Math.max(0, room - 1));
  shown.sort((a, b) => a.fromMs - b.fromMs);
  const lines = shown.map(({ kind, text, parts, times, fromMs, toMs }) => {
    const time = (atMs: number): string => timeOfDay(clock.start, atMs);
    const end = time(toMs ?? fromMs);
    const when = end === time(fromMs) ? end : `${time(fromMs)}-${end}`;
    const [part = ""] = parts;
    const who = parts.size === 1 ? part : `${parts.size} parts`;
    const often = times > 1 ? ` (${times} times)` : "";
    return clip(`${when.padEnd(18)}${kind.padEnd(11)}${who}: ${text}${often}`);
  });
  if (shown.length < all.length) lines.push(`and ${all.length - shown.length} more in timeline.csv`);
  return lines;
}

function gather(timeline: readonly TimelineEvent[]): Happening[] {
  const all = new Map<string, Happening>();
  for (const { kind, part, text, atMs, untilMs } of timeline) {
    if (!KINDS.includes(kind)) continue;
    const same = `${kind} ${withoutDetail(text)}`;
    const known = all.get(same);
    if (known === undefined) {
      const said = { kind, text: withoutDetail(text), parts: new Set([part]), times: 1 };
      all.set(same, { ...said, fromMs: atMs, toMs: untilMs ?? undefined });
    } else {
      known.parts.add(part);
      known.times++;
      known.toMs = Math.max(known.toMs ?? atMs, untilMs ?? atMs);
    }
  }
  return [...all.values()];
}

/** Events say the same when they differ in a remark alone: "masked: 3 of its last 3 calls had failed (seen from sz)". */
function withoutDetail(text: string): string {
  return text.replace(/\s*\([^)]*\)$/, "").replace(/:.*$/, "");
}
