import fc from "fast-check";
import { at, maybe, millis, percent, seconds } from "./any-quantity.ts";

/** What there is to break in a world. */
export interface Breakable {
  campuses: string[];
  lines: string[];
  regions: string[];
  sets: number;
  replicas: number;
  /** Whether copies of a set stand in several regions, so that regions apart part them, too. */
  areAbroad: boolean;
}

/** Up to six faults of any kind, of anything that there is, sets that have not joined yet among it. */
export function faultsOf({ campuses, lines, regions, sets, replicas, areAbroad }: Breakable) {
  const set = fc.nat(sets - 1).map((i) => `set-${String(i).padStart(2, "0")}`);
  const some = fc.oneof(fc.constant("all"), fc.array(set, { minLength: 1, maxLength: 3 }));
  const replica = fc.nat(replicas - 1);
  const line = fc.constantFrom(...lines);
  const idc = fc.constantFrom(...campuses);
  const carrier = fc.constantFrom("telecom", "unicom", "mobile");
  const region = fc.constantFrom(...regions);
  const queue = fc.constantFrom("wallet", "lists", "orders");
  const direction = fc.constantFrom("forward", "backward", "both");
  const cities = ["sz", "sh"].map((city) => campuses.filter((id) => id.startsWith(`${city}-`)));
  const twins = cities.filter(({ length }) => length > 1);
  const fault = <T extends object>(kind: string, own: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.record({ kind: fc.constant(kind), at: at(), for: seconds(1, 15), ...own });
  return fc
    .array(
      fc.oneof(
        fault("cutLine", { line, direction }),
        fault("flapLine", { line, direction, down: millis(100, 5000), up: millis(100, 5000) }),
        fault("degradeLine", {
          line,
          direction,
          loss: percent(0, 100),
          bandwidth: percent(1, 100),
          extraDelay: millis(0, 200),
        }),
        fault("partitionRegions", {
          between: fc.shuffledSubarray(regions, { minLength: 2, maxLength: 2 }),
          direction,
        }),
        fault("cutOffCampus", {
          idc,
          regions: fc.oneof(
            fc.constant("all"),
            region.map((id) => [id]),
          ),
          direction: fc.constantFrom("in", "out", "both"),
        }),
        ...twins.map((city) =>
          fault("cutCampuses", { between: fc.shuffledSubarray(city, { minLength: 2, maxLength: 2 }) }),
        ),
        fault("crashReplica", { set, replica, disk: fc.constantFrom("kept", "lost") }),
        fault("setDatabaseDown", { set }),
        fault("graySet", { set, failures: percent(0, 100), delay: millis(0, 1500) }),
        fault("partitionReplicas", {
          sets: some,
          replicas: fc.uniqueArray(replica, { minLength: 1, maxLength: 2 }),
          callers: fc.constantFrom(undefined, "0%", "40%", "100%"),
        }),
        fault("loseCache", { sets: some, tier: fc.constantFrom("first", "backup", "both") }),
        fault("slowReplicas", {
          sets: some,
          replica: maybe(replica),
          factor: fc.integer({ min: 1, max: 50 }),
        }),
        fault("congestCarrier", {
          region,
          carrier,
          capacity: percent(1, 100),
          extraRtt: millis(0, 3000),
          loss: percent(0, 40),
        }),
        fault("loseEntry", { region, carrier }),
        fault("stopConsumers", { queue, sets: some }),
        fault("loseMessages", { queue, share: percent(1, 60) }),
        fault("duplicateMessages", { queue, share: percent(1, 60) }),
        fault("loseBroker", { queue, broker: fc.constant(0), sets: some }),
        fault("loseIdc", { idc }),
      ),
      { maxLength: 6 },
    )
    .map((faults) => {
      // Partitions of one set must not overlap: the first stays.
      const parts = (kind: string) =>
        kind === "partitionReplicas" || kind === "cutCampuses" || (areAbroad && kind === "partitionRegions");
      const first = faults.findIndex(({ kind }) => parts(kind));
      return faults.filter(({ kind }, i) => !parts(kind) || i === first);
    });
}
