import type { Scenario } from "../../src/scenario/scenario.ts";
import { scenarioOf } from "../laws/small-night.ts";

/**
 * A file of the gallery in a small town: its faults and its architecture as they are, a thousandth of its traffic,
 * and nothing scaled, so that what is seen is exact. People react within ten seconds.
 */
export function townOf(file: string, more = "", set: readonly string[] = []): Scenario {
  const text = `
version: 1
extends: ${file}
name: ${file} in a small town
run: {scale: 1/1}
population: {users: 100k}
traffic:
  shake:
    background: []
    rounds: [{name: round, at: "22:30", frames: [{after: 0s, rate: 1k/s}, {after: 5min, rate: 1k/s}]}]
  send: {background: [{from: "22:30", to: "22:35", rate: 10/s}], rounds: []}
packets:
  release: {rate: 80/s}
  group: {members: {constant: 8}, taking: 100%}
  reaction: {uniform: {min: 0s, max: 10s}}
  openDelay: {constant: 1s}
  shareDelay: {constant: 1s}
sets: {count: 12}
${more}`;
  return scenarioOf(text, set);
}

/** 22:30 on the gala's clock [ms]. */
const ROUND_MS = 2.5 * 3_600_000;

/** "22:33:30" as milliseconds since the gala's start at 20:00. */
export function atMs(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(":").map(Number);
  return ROUND_MS + ((hours - 22) * 3600 + (minutes - 30) * 60 + seconds) * 1000;
}
