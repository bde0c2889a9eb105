import type { Hop, Story } from "../../model/trace/story.ts";
import { clockText } from "../../result/clock-text.ts";
import { durationText } from "../../result/number-text.ts";

/**
 * Stories in words: one line says what it was and how it ended, then a line for each stretch of the way.
 *
 * @param start the scenario's first moment, "2015-02-18T20:00:00"
 */
export function storiesText(stories: readonly Story[], start: string): string {
  return stories.map((story, i) => storyText(story, start, `${i + 1} of ${stories.length}`)).join("\n");
}

function storyText(story: Story, start: string, place: string): string {
  const { step, region, carrier, access, order, attempts, beganMs, endedMs, ending, because } = story;
  const about = order === null ? "" : `, packet ${order.packet} of ${order.set}`;
  const tries = attempts === 1 ? "one attempt" : `${attempts} attempts`;
  const head = `${step} ${place}: ${ending} (${because}) after ${durationText(endedMs - beganMs)} and ${tries}`;
  const who = `a user in ${region}, by ${access} of ${carrier.slice(region.length + 1)}${about}`;
  const width = Math.max(...story.hops.map(({ where }) => where.length));
  const lines = inOrder(story.hops).map(
    (hop) =>
      `  ${timeText(start, hop.fromMs)}  ${lengthText(hop).padStart(11)}  ${hop.where.padEnd(width)}  ${hop.what}\n`,
  );
  return `${head}\n${who}\n${lines.join("")}`;
}

/** Some things are known before others that happen sooner: a reader wants them as they happen. */
function inOrder(hops: readonly Hop[]): Hop[] {
  return [...hops].sort((one, other) => one.fromMs - other.fromMs || one.toMs - other.toMs);
}

function lengthText({ fromMs, toMs }: Hop): string {
  return toMs > fromMs ? `+${durationText(toMs - fromMs)}` : "";
}

/** "22:30:05.012" */
function timeText(start: string, atMs: number): string {
  const text = clockText(start, atMs).slice("2015-02-18T".length);
  return text.includes(".") ? text : `${text}.000`;
}
