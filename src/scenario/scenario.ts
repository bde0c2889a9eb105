import { z } from "zod";
import { type LabScenario, labSchema } from "./lab/lab-scenario.ts";
import { named, text } from "./leaf.ts";
import { accessSchema } from "./parts/access.ts";
import { budgetsSchema } from "./parts/budgets.ts";
import { bytesSchema } from "./parts/bytes.ts";
import { carriersSchema } from "./parts/carriers.ts";
import { chainSchema } from "./parts/chain.ts";
import { choice } from "./parts/choice.ts";
import { clientSchema } from "./parts/client.ts";
import { faultsSchema } from "./parts/faults.ts";
import { ladderSchema } from "./parts/ladder.ts";
import { linesSchema } from "./parts/lines.ts";
import { networkSchema } from "./parts/network.ts";
import { packetsSchema } from "./parts/packets.ts";
import { populationSchema } from "./parts/population.ts";
import { prioritiesSchema } from "./parts/priorities.ts";
import { queuesSchema } from "./parts/queues.ts";
import { regionsSchema } from "./parts/regions.ts";
import { routesSchema } from "./parts/routes.ts";
import { runSchema } from "./parts/run.ts";
import { setsSchema } from "./parts/sets.ts";
import { trafficSchema } from "./parts/traffic.ts";
import type { Clock } from "./units/clock.ts";

/** Version of the file language that this hongbao reads. */
export const SCENARIO_VERSION = 1;

/**
 * The schema of an architecture scenario. Times of day are read against `clock`, hence a function.
 *
 * A Scenario mirrors its file key by key, so a path means the same place in both; the unit of each number is in its
 * type: Ms, PerSecond, Bytes, BitsPerSecond, Share (0..1), Fen, Count, Scale (the k of 1/k).
 */
export function architectureSchema(clock: Clock) {
  return z.strictObject({
    version: z.literal(SCENARIO_VERSION),
    kind: z.literal("architecture"),
    name: text(named("Name of the scenario")),
    description: text(named("What the scenario is about")).or(z.literal("")).prefault(""),
    run: runSchema(clock),
    regions: regionsSchema,
    population: populationSchema,
    traffic: trafficSchema(clock),
    packets: packetsSchema,
    client: clientSchema,
    carriers: carriersSchema(clock),
    bytes: bytesSchema,
    lines: linesSchema,
    routes: routesSchema,
    access: accessSchema,
    network: networkSchema,
    chain: chainSchema,
    priorities: prioritiesSchema,
    sets: setsSchema(clock),
    queues: queuesSchema,
    ladder: ladderSchema(clock),
    faults: faultsSchema(clock),
    budgets: budgetsSchema(clock),
  });
}

/** The kinds of scenario, told apart by `kind`; a file that does not say is an architecture. */
export function scenarioSchema(clock: Clock) {
  return choice("kind", "architecture", [architectureSchema(clock), labSchema]);
}

/** A scenario of either kind. */
export type AnyScenario = Scenario | LabScenario;
/** An architecture after extends, --set and defaults: canonical numbers, every key present but the optional ones. */
export type Scenario = z.output<ReturnType<typeof architectureSchema>>;
/** Something that the scenario breaks, told apart by `kind`. */
export type Fault = Scenario["faults"][number];
/** A limit on a figure, told apart by `figure`. */
export type Budget = Scenario["budgets"][number];
/** A curve of first attempts: backgrounds and rounds. */
export type TrafficCurve = Scenario["traffic"]["shake"];
