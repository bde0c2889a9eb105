export {
  compileDistribution,
  type Distribution,
  type DistributionSpec,
  lognormalFromMeanSd,
  lognormalFromMedianP99,
} from "./distribution.ts";
export { EventList } from "./event-list.ts";
export { abortMail, Exchange, type SharedMail, shareMail } from "./exchange.ts";
export { Federation, type FederationOptions } from "./federation.ts";
export { Inbox, MESSAGE_FIELDS } from "./inbox.ts";
export { type InvariantContext, InvariantError } from "./invariant.ts";
export { Interrupt, Process, type ProcessBody, Signal, spawn, type Waitable } from "./process.ts";
export { QueueStation } from "./queue-station.ts";
export type { QueueStationOptions } from "./queue-station-options.ts";
export { openStream, RandomStream } from "./random.ts";
export { SharingStation, type SharingStationOptions } from "./sharing-station.ts";
export { type Handler, Simulation, type SimulationCounters, type SimulationOptions } from "./simulation.ts";
export { FcfsStation, type FcfsStationOptions } from "./station.ts";
