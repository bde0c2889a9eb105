import { z } from "zod";
import { named, text } from "../leaf.ts";
import { labBudgetsSchema } from "./budgets.ts";
import { labExactSchema } from "./exact.ts";
import { labLinksSchema } from "./links.ts";
import { labReplicaGroupsSchema } from "./replica-groups.ts";
import { labRunSchema } from "./run.ts";
import { labSetsSchema } from "./sets.ts";
import { labSourcesSchema } from "./sources.ts";
import { labStationsSchema } from "./stations.ts";

/** The schema of a lab: a handful of the architecture's own parts put together freely. */
export const labSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal("lab"),
  name: text(named("Name of the lab")),
  description: text(named("What the lab shows")).or(z.literal("")).prefault(""),
  run: labRunSchema,
  sources: labSourcesSchema,
  stations: labStationsSchema,
  replicaGroups: labReplicaGroupsSchema,
  links: labLinksSchema,
  sets: labSetsSchema,
  exact: labExactSchema,
  budgets: labBudgetsSchema,
});

/** A lab after extends, --set and defaults: canonical numbers, every key present but the optional ones. */
export type LabScenario = z.output<typeof labSchema>;
export type LabSource = LabScenario["sources"][number];
export type LabReplicaGroup = LabScenario["replicaGroups"][number];
export type LabLink = LabScenario["links"][number];
export type LabBudget = LabScenario["budgets"][number];
export type LabStation = LabScenario["stations"][number];
export type LabSet = LabScenario["sets"][number];
/** Packets of a set, as a stop on a path. */
export type LabPackets = LabSet["packets"][number];

/** The packets of all sets, in order. */
export function packetsOf({ sets }: LabScenario): { packets: LabPackets; path: (string | number)[] }[] {
  return sets.flatMap((set, i) =>
    set.packets.map((packets, j) => ({ packets, path: ["sets", i, "packets", j] })),
  );
}
