import { Histogram } from "../../stats/histogram.ts";
import { STEP_COUNT } from "../workflow/step.ts";
import { LatencyWindows } from "./latency-windows.ts";

/** Width of the windows of each step's client and service latencies [ms]. */
export interface LatencyGrid {
  client: number[];
  service: number[];
}

/**
 * Latencies of one district's answered requests, per step: over the whole run, and in windows of the time at which the
 * first attempt left the handset. A window of the time at which answers are read would hold, once nobody asks any more,
 * the late ones alone, and would be blind to an outage in which nothing is read. Client latency counts from the first
 * attempt, service latency from entering the access layer.
 */
export class Latencies {
  readonly client: Histogram[] = [];
  readonly service: Histogram[] = [];
  readonly clientWindows: LatencyWindows[] = [];
  readonly serviceWindows: LatencyWindows[] = [];

  constructor(grid: LatencyGrid) {
    for (let step = 0; step < STEP_COUNT; step++) {
      this.client.push(new Histogram());
      this.service.push(new Histogram());
      this.clientWindows.push(new LatencyWindows(grid.client[step] as number));
      this.serviceWindows.push(new LatencyWindows(grid.service[step] as number));
    }
  }

  add(step: number, firstMs: number, clientMs: number, serviceMs: number): void {
    (this.client[step] as Histogram).add(clientMs);
    (this.service[step] as Histogram).add(serviceMs);
    (this.clientWindows[step] as LatencyWindows).add(firstMs, clientMs);
    (this.serviceWindows[step] as LatencyWindows).add(firstMs, serviceMs);
  }

  /** Adds the first n of each: as `add`, one after the other. */
  addAll(
    step: number,
    firstMs: Float64Array,
    clientMs: Float64Array,
    serviceMs: Float64Array,
    n: number,
  ): void {
    (this.client[step] as Histogram).addAll(clientMs, n);
    (this.service[step] as Histogram).addAll(serviceMs, n);
    (this.clientWindows[step] as LatencyWindows).addAll(firstMs, clientMs, n);
    (this.serviceWindows[step] as LatencyWindows).addAll(firstMs, serviceMs, n);
  }

  merge(other: Latencies): void {
    for (let step = 0; step < STEP_COUNT; step++) {
      (this.client[step] as Histogram).merge(other.client[step] as Histogram);
      (this.service[step] as Histogram).merge(other.service[step] as Histogram);
      (this.clientWindows[step] as LatencyWindows).merge(other.clientWindows[step] as LatencyWindows);
      (this.serviceWindows[step] as LatencyWindows).merge(other.serviceWindows[step] as LatencyWindows);
    }
  }
}
