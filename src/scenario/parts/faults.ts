import { z } from "zod";
import { type LeafMeta, leaf, named, quantity, reference, text, word } from "../leaf.ts";
import type { Clock } from "../units/clock.ts";
import { count, factor } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";
import { moment } from "./moment.ts";
import { QUEUES } from "./queues.ts";
import { someRegions } from "./some-regions.ts";

/** What the scenario breaks: from a time, for a time. */
export function faultsSchema(clock: Clock) {
  const when = {
    at: moment(clock, what("When it breaks")),
    for: quantity(duration, what("How long it stays broken; to the end of the run where absent"), {
      positive: true,
    }).optional(),
    name: text(named("Name of the fault in reports")).optional(),
  };
  return z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("cutLine"), ...when, ...cutLine }),
        z.strictObject({ kind: z.literal("flapLine"), ...when, ...flapLine }),
        z.strictObject({ kind: z.literal("degradeLine"), ...when, ...degradeLine }),
        z.strictObject({ kind: z.literal("partitionRegions"), ...when, ...partitionRegions }),
        z.strictObject({ kind: z.literal("cutOffCampus"), ...when, ...cutOffCampus }),
        z.strictObject({ kind: z.literal("cutCampuses"), ...when, ...cutCampuses }),
        z.strictObject({ kind: z.literal("crashReplica"), ...when, ...crashReplica }),
        z.strictObject({ kind: z.literal("setDatabaseDown"), ...when, set: aSet() }),
        z.strictObject({ kind: z.literal("graySet"), ...when, ...graySet }),
        z.strictObject({ kind: z.literal("slowReplicas"), ...when, ...slowReplicas }),
        z.strictObject({ kind: z.literal("partitionReplicas"), ...when, ...partitionReplicas }),
        z.strictObject({ kind: z.literal("loseCache"), ...when, ...loseCache }),
        z.strictObject({ kind: z.literal("congestCarrier"), ...when, ...congestCarrier }),
        z.strictObject({ kind: z.literal("loseEntry"), ...when, ...loseEntry }),
        z.strictObject({ kind: z.literal("stopConsumers"), ...when, ...stopConsumers }),
        z.strictObject({ kind: z.literal("loseMessages"), ...when, ...loseMessages }),
        z.strictObject({ kind: z.literal("duplicateMessages"), ...when, ...duplicateMessages }),
        z.strictObject({ kind: z.literal("loseBroker"), ...when, ...loseBroker }),
        z.strictObject({
          kind: z.literal("loseIdc"),
          ...when,
          idc: reference("campus", what("The campus that is lost")),
        }),
      ]),
    )
    .prefault([]);
}

function direction() {
  return word(
    ["forward", "backward", "both"],
    what("Way that is broken, seen from the line's first region"),
  ).prefault("both");
}

const cutLine = { line: reference("line", what("The line that is cut")), direction: direction() };

const flapLine = {
  line: reference("line", what("The line that flaps: cut, mended, cut again, ...")),
  direction: direction(),
  down: quantity(duration, what("How long it is cut each time"), { min: 1 }),
  up: quantity(duration, what("How long it works in between"), { min: 1 }),
};

const degradeLine = {
  line: reference("line", what("The line that gets worse")),
  direction: direction(),
  loss: quantity(share, what("Share of the messages lost, in addition to the line's own")).optional(),
  extraDelay: quantity(duration, what("Delay in addition to the line's own")).optional(),
  bandwidth: quantity(share, what("Share of the nominal bandwidth that is left"), {
    positive: true,
  }).optional(),
};

const partitionRegions = {
  between: z.tuple([
    reference("region", what("A region that cannot reach another, though both live")),
    reference("region", what("The region that it cannot reach")),
  ]),
  direction: word(
    ["forward", "backward", "both"],
    what("Way on which nothing gets through, seen from the first region"),
  ).prefault("both"),
};

const cutOffCampus = {
  idc: reference("campus", what("The campus that lives, but is cut off from access servers")),
  regions: someRegions(
    what("A region whose access servers it is cut off from"),
    what("The regions whose access servers it is cut off from, or all of them"),
  ),
  direction: word(
    ["in", "out", "both"],
    what("What does not get through: calls into the campus, answers out of it, or both"),
  ).prefault("both"),
};

const cutCampuses = {
  between: z.tuple([
    reference("campus", what("A campus that lives, but cannot reach another of its region")),
    reference("campus", what("The campus that it cannot reach")),
  ]),
};

const crashReplica = {
  set: aSet(),
  replica: replica(),
  disk: word(
    ["kept", "lost"],
    what("What becomes of its disk: a copy without one is rebuilt from others before it answers"),
  ).prefault("kept"),
};

const graySet = {
  set: aSet(),
  failures: quantity(share, what("Share of the set's calls that fail")).optional(),
  delay: quantity(duration, what("What every answer of the set takes longer")).optional(),
};

const slowReplicas = {
  sets: someSets(),
  replica: replica().optional(),
  factor: quantity(factor, what("How many times as long legs and lag take"), { positive: true }),
};

const partitionReplicas = {
  sets: someSets(),
  replicas: leaf(
    z.array(replica()).min(1),
    what("The copies that are cut off from the others, and these from them; all of them live"),
    { unit: "copies", example: [2], expected: "a list of copies, counted from 0: [2]" },
  ),
  callers: quantity(
    share,
    what(
      "Share of the set's calls that come from beside the copies cut off; as many as these are where absent",
    ),
  ).optional(),
};

const loseCache = {
  sets: someSets(),
  tier: word(["first", "backup", "both"], what("Which cache is away, and comes back empty")).prefault("both"),
};

const congestCarrier = {
  region: reference("region", what("The region whose entry is congested")),
  carrier: reference("carrier", what("The carrier whose entry is congested")),
  capacity: quantity(share, what("Share of the bandwidth that is left"), { positive: true }),
  extraRtt: quantity(duration, what("Round-trip time in addition")).optional(),
  loss: quantity(share, what("Share of the packets lost, in addition to the air's")).optional(),
};

const loseEntry = {
  region: reference("region", what("The region whose entry is lost")),
  carrier: reference("carrier", what("The carrier whose entry is lost")),
};

const stopConsumers = { queue: queue(), sets: someSets().prefault("all") };

const loseMessages = {
  queue: queue(),
  share: quantity(share, what("Share of the messages lost"), { positive: true }),
};

const duplicateMessages = {
  queue: queue(),
  share: quantity(
    share,
    what("Share of the messages done whose acknowledgement is lost, so that they come again"),
    {
      positive: true,
    },
  ),
};

const loseBroker = {
  queue: queue(),
  broker: quantity(
    count,
    what("The broker, counted from 0; its partitions are those that are dealt to it in turn"),
  ),
  sets: someSets().prefault("all"),
};

function what(description: string): LeafMeta {
  return { description, mark: "assumed", source: "assumed: a what-if of this scenario" };
}

function aSet() {
  return reference("set", what("The set, by its name: set-00, set-01, ..."));
}

function someSets() {
  return leaf(
    z.union([z.literal("all"), z.array(aSet()).min(1)]),
    what("The sets, by name, or all of them"),
    {
      unit: "names",
      example: "all",
      expected: "all, or a list of sets: [set-00, set-01]",
    },
  );
}

function replica() {
  return quantity(count, what("The copy, counted from 0, which is the primary"));
}

function queue() {
  return word(QUEUES, what("The queue"));
}
