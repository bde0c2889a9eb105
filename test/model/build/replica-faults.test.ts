import { expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { ReplicaFaults } from "../../../src/model/build/replica-faults.ts";
import { ReplicaGroup } from "../../../src/model/storage/replica-group.ts";

function made(): { group: ReplicaGroup; faults: ReplicaFaults } {
  const leg = compileDistribution({ kind: "constant", value: 1 });
  const group = new ReplicaGroup({
    name: "group",
    replicas: 3,
    write: 3,
    read: 1,
    discipline: "independent",
    legsMs: { write: leg, ack: leg, read: leg, reply: leg },
    recoveryMs: 0,
    stream: openStream("faults", "group"),
  });
  return { group, faults: new ReplicaFaults(group) };
}

test("a copy that is down for two reasons is down until both have gone", () => {
  const { group, faults } = made();
  faults.crash(1, 10);
  faults.crash(1, 20);
  faults.restart(1, 30);
  expect(group.isUp(1)).toBe(false);
  faults.restart(1, 40);
  expect(group.isUp(1)).toBe(true);
});

test("what slows a copy adds up, and only what is over ends", () => {
  const { group, faults } = made();
  faults.slow(2, 10);
  faults.slow(2, 3);
  expect(group.write(0, -1)).toBe(60);
  faults.quicken(2, 10);
  expect(group.write(100, -1)).toBe(106);
  faults.quicken(2, 3);
  expect(group.write(200, -1)).toBe(202);
});
