import type { LabWorld } from "./lab-world.ts";

/** Something of a part that grows with time: a count, or a level's integral. */
export interface Quantity {
  of: string;
  name: QuantityName;
  /** What a growth of one a millisecond is worth: counts are told a second. */
  perMs: number;
  /** Its value now. */
  read: () => number;
}

export type QuantityName = "offered" | "attempts" | "done" | "waiting" | "busy";

/** What is told of a lab over time: goodput and offered load of sources, levels of stations, use of links. */
export function quantitiesOf({ sources, stations, replicaGroups, links }: LabWorld): Quantity[] {
  const count = (of: string, name: QuantityName, read: () => number): Quantity => ({
    of,
    name,
    perMs: 1000,
    read,
  });
  const level = (of: string, name: QuantityName, read: () => number): Quantity => ({
    of,
    name,
    perMs: 1,
    read,
  });
  return [
    ...sources.flatMap((source) => [
      count(source.id, "offered", () => source.begun),
      count(source.id, "attempts", () => source.attempts),
      count(source.id, "done", () => source.done),
    ]),
    ...stations.flatMap((station) => [
      level(station.id, "waiting", () => station.levels().waitingMs),
      level(station.id, "busy", () => station.levels().busyMs),
      count(station.id, "done", () => station.levels().done),
    ]),
    ...replicaGroups.map((group) => count(group.id, "done", () => group.done)),
    ...links.flatMap((link) => [
      level(link.id, "busy", () => link.counts().busyMs),
      count(link.id, "done", () => link.counts().done),
    ]),
  ];
}
