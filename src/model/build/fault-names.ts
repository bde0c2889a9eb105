import type { Fault } from "../../scenario/scenario.ts";

/** What a fault breaks, and how that is told where the scenario gives it no name. */
export function nameFault(fault: Fault): { part: string; text: string } {
  const { part, text } = describe(fault);
  return { part, text: fault.name ?? text };
}

function describe(fault: Fault): { part: string; text: string } {
  switch (fault.kind) {
    case "cutLine":
      return { part: fault.line, text: "line cut" };
    case "flapLine":
      return { part: fault.line, text: "line flaps" };
    case "degradeLine":
      return { part: fault.line, text: "line degraded" };
    case "partitionRegions":
      return { part: fault.between.join("-"), text: "regions apart" };
    case "cutOffCampus":
      return { part: fault.idc, text: "campus cut off" };
    case "cutCampuses":
      return { part: fault.between.join("-"), text: "campuses apart" };
    case "crashReplica":
      return { part: `${fault.set}/${fault.replica}`, text: "replica crashed" };
    case "setDatabaseDown":
      return { part: fault.set, text: "database down" };
    case "graySet":
      return { part: fault.set, text: "set works badly" };
    case "slowReplicas":
      return {
        part: fault.sets === "all" ? "all sets" : fault.sets.join(", "),
        text: `replicas ${fault.factor} times as slow`,
      };
    case "partitionReplicas":
      return {
        part: fault.sets === "all" ? "all sets" : fault.sets.join(", "),
        text: `${fault.replicas.length === 1 ? "replica" : "replicas"} ${fault.replicas.join(", ")} cut off`,
      };
    case "loseCache":
      return {
        part: fault.sets === "all" ? "all sets" : fault.sets.join(", "),
        text: { first: "cache lost", backup: "backup cache lost", both: "caches lost" }[fault.tier],
      };
    case "congestCarrier":
      return { part: `${fault.region}/${fault.carrier}`, text: "carrier congested" };
    case "loseEntry":
      return { part: `${fault.region}/${fault.carrier}`, text: "carrier's entry lost" };
    case "stopConsumers":
      return { part: fault.queue, text: "consumers stopped" };
    case "loseMessages":
      return { part: fault.queue, text: "messages lost" };
    case "duplicateMessages":
      return { part: fault.queue, text: "messages come twice" };
    case "loseBroker":
      return { part: fault.queue, text: `broker ${fault.broker} lost` };
    case "loseIdc":
      return { part: fault.idc, text: "campus lost" };
  }
}
