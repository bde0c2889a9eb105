import type { Story } from "../../model/trace/story.ts";
import { clockText } from "../../result/clock-text.ts";

/**
 * Stories as Chrome's trace-event JSON, which Perfetto and chrome://tracing open: a process for each request, a thread
 * for each place on its way, times in microseconds since the scenario's start.
 */
export function perfettoJson(stories: readonly Story[], start: string): string {
  const traceEvents = stories.flatMap((story, i) => eventsOf(story, i + 1));
  const otherData = { "clock-domain": "simulated", start: clockText(start, 0) };
  return `${JSON.stringify({ traceEvents, displayTimeUnit: "ms", otherData }, null, 1)}\n`;
}

function eventsOf(story: Story, pid: number): object[] {
  const { step, region, carrier, access, order, attempts, beganMs, endedMs, ending, because } = story;
  const threads = [...new Set(story.hops.map(({ where }) => where))];
  const named = (name: string, tid: number, value: string) => ({
    ph: "M",
    pid,
    tid,
    name,
    args: { name: value },
  });
  return [
    named("process_name", 0, `${step} ${pid}: ${ending} (${because})`),
    named("thread_name", 0, "the request"),
    ...threads.map((where, i) => named("thread_name", i + 1, where)),
    {
      ph: "X",
      pid,
      tid: 0,
      cat: step,
      name: `${step}: ${ending} (${because})`,
      ts: micros(beganMs),
      dur: micros(endedMs) - micros(beganMs),
      args: { region, carrier, access, attempts, ...(order ?? {}) },
    },
    ...story.hops.map(({ fromMs, toMs, where, what }) => {
      const event = { pid, tid: threads.indexOf(where) + 1, cat: where, name: what, ts: micros(fromMs) };
      if (toMs <= fromMs) return { ph: "i", s: "t", ...event };
      return { ph: "X", ...event, dur: micros(toMs) - micros(fromMs) };
    }),
  ];
}

/** Thousandths of a microsecond are below the clock's meaning. */
function micros(ms: number): number {
  return Math.round(ms * 1e6) / 1e3;
}
