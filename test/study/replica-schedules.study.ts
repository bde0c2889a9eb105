import fc from "fast-check";
import { expect, test } from "vitest";
import { play, type Seen, schedules } from "../laws/replica-schedules.ts";

test("a group holds to its laws under 1,000 random schedules of crashes, partitions and lost disks", () => {
  const all: Seen = { acknowledged: 0, read: 0, stale: 0, unavailable: 0, lost: 0, partitions: 0 };
  fc.assert(
    fc.property(schedules, (schedule) => {
      const seen = play(schedule);
      for (const key of Object.keys(all) as (keyof Seen)[]) all[key] += seen[key];
    }),
    { numRuns: 1000, seed: 16 },
  );
  process.stdout.write(`${JSON.stringify(all)}\n`);
  expect(all.stale).toBeGreaterThan(100);
  expect(all.lost).toBeGreaterThan(100);
  expect(all.partitions).toBeGreaterThan(1000);
}, 300_000);
