import { campusWeights } from "../campus-weights.ts";
import type { Scenario } from "../scenario.ts";
import { duration } from "../units/duration.ts";
import { contradiction, type Finding } from "./finding.ts";
import { checkLadder } from "./ladder.ts";

const DAY_MS = 86_400_000;
const RUN_MAX_MS = 7 * DAY_MS;
const SETS_MAX = 1000;

/** Single figures that must fit to others of their part. */
export function checkLimits(scenario: Scenario): Finding[] {
  return [
    ...checkRun(scenario),
    ...checkStorage(scenario),
    ...checkPackets(scenario),
    ...checkServers(scenario),
    ...checkSets(scenario),
    ...checkJoins(scenario),
    ...checkLadder(scenario),
  ];
}

function checkRun({ run }: Scenario): Finding[] {
  const uses = [["run", "from"]];
  if (run.to <= 0) return [contradiction(["run", "to"], "an end after run.from", uses)];
  const begin =
    run.begin >= 0 && run.begin < run.to
      ? []
      : [contradiction(["run", "begin"], "a time between run.from and run.to", [...uses, ["run", "to"]])];
  if (run.to <= RUN_MAX_MS) return begin;
  return [...begin, contradiction(["run", "to"], `a run of at most ${duration.print(RUN_MAX_MS)}`, uses)];
}

function checkStorage({ sets }: Scenario): Finding[] {
  const { replicas, placement, regions, read, hedge, mode } = sets.storage;
  const uses = [["sets", "storage", "replicas"]];
  const at = (key: string) => ["sets", "storage", key];
  return [
    ...(["write", "read"] as const).flatMap((key) =>
      sets.storage[key] <= replicas ? [] : [contradiction(at(key), `at most the ${replicas} replicas`, uses)],
    ),
    ...(placement === undefined || placement.length === replicas
      ? []
      : [contradiction(at("placement"), `a place for each of the ${replicas} replicas`, uses)]),
    ...(regions === undefined || (placement !== undefined && regions.length === replicas)
      ? []
      : [
          contradiction(at("regions"), `a placement, and a region for each of the ${replicas} replicas`, [
            at("placement"),
          ]),
        ]),
    ...(hedge === undefined || (read === 1 && mode === "leader")
      ? []
      : [
          contradiction(at("hedge"), "no hedge: a read asks several copies at once", [
            at("read"),
            at("mode"),
          ]),
        ]),
  ];
}

function checkPackets({ packets }: Scenario): Finding[] {
  return (["won", "personal"] as const).flatMap((kind) => {
    const fewest = Math.min(...packets[kind].shares.map(({ shares }) => shares));
    if (packets[kind].kept <= fewest) return [];
    return [
      contradiction(["packets", kind, "kept"], `at most the ${fewest} shares of the smallest packet`, [
        ["packets", kind, "shares"],
      ]),
    ];
  });
}

/** Servers stand in one cluster for each campus and carrier; none of them may be empty. */
function checkServers({ access, regions, carriers }: Scenario): Finding[] {
  const campuses = regions.reduce((sum, region) => sum + region.campuses.length, 0);
  const weights = campusWeights(regions);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // Of no users where orders live `checkOrders` tells.
  if (!Number.isFinite(total)) return [];
  // A region where nobody enters and nothing lives passes traffic on, and has no servers.
  const thin = total / Math.min(...weights.filter((weight) => weight > 0));
  // As few as to leave the thinnest campus one for each carrier.
  const least = Math.ceil(thin * carriers.entries.length - 1e-9);
  if (access.servers >= least) return [];
  const each = `${campuses} campuses x ${carriers.entries.length} carriers`;
  return [
    contradiction(["access", "servers"], `at least ${least}, one for each of ${each}`, [
      ["regions"],
      ["carriers", "entries"],
    ]),
  ];
}

/** Sets are dealt over the campuses in turn; a region without one could create no order. */
function checkSets({ sets, regions: all }: Scenario): Finding[] {
  const regions = all.filter(({ orders }) => orders === undefined);
  const before = regions.slice(0, -1).reduce((sum, region) => sum + region.campuses.length, 0);
  if (sets.count > before) return [];
  const expected = `at least ${before + 1}: they are dealt over the campuses in turn, and each region needs one`;
  return [contradiction(["sets", "count"], expected, [["regions"]])];
}

/** Sets join while the run lasts, in the order in which they are numbered; an order's number has room for so many. */
function checkJoins({ sets, run }: Scenario): Finding[] {
  const at = (i: number) => ["sets", "joins", i, "at"];
  const times = sets.joins.flatMap((join, i): Finding[] => {
    if (join.at <= 0 || join.at >= run.to)
      return [contradiction(at(i), "a time between run.from and run.to", [["run"]])];
    const before = sets.joins[i - 1];
    if (before === undefined || before.at <= join.at) return [];
    return [contradiction(at(i), "a time not before that of the join before", [at(i - 1)])];
  });
  const all = sets.joins.reduce((sum, join) => sum + join.count, sets.count);
  if (all <= SETS_MAX) return times;
  return [...times, contradiction(["sets", "joins"], `at most ${SETS_MAX} sets in all`, [["sets", "count"]])];
}
