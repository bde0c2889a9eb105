import { expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

/** Half a minute in which so many copies of each of six sets lose their disks at once. */
function night(copies: number) {
  const faults = ["00", "01", "02", "03", "04", "05"].flatMap((set) =>
    Array.from(
      { length: copies },
      (_, replica) =>
        `{kind: crashReplica, set: set-${set}, replica: ${replica}, disk: lost, at: "22:33:10", for: 5s}`,
    ),
  );
  const scenario = townOf("spring-festival-2015.yaml", "", [
    "run.to=22:33:30",
    "run.drain=20s",
    "sets.storage.recovery=2s",
    "sets.storage.asyncLag=2s",
    `faults=[${faults.join(", ")}]`,
  ]);
  return runWorld(scenario, { fromMs: atMs("22:33"), warmUpMs: 20_000 }).result;
}

test("one disk of three is rebuilt and costs no acknowledged write; W of them cost those that the third had not got", () => {
  expect(night(1).staleness.lostWrites).toBe(undefined);
  expect(night(2).staleness.lostWrites).toBeGreaterThan(0);
});
