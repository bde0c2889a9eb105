import { PART_WINDOW_MS } from "../model/build/world-params.ts";
import type { Latencies } from "../model/measure/latencies.ts";
import type { LatencyWindows } from "../model/measure/latency-windows.ts";
import type { Quantiles, Result } from "../result/result.ts";
import type { Histogram } from "../stats/histogram.ts";
import { perStep } from "./collect-steps.ts";

export function collectLatency(latencies: Latencies): Result["latencyMs"] {
  return perStep((step) => ({
    client: quantilesOf(latencies.client[step] as Histogram),
    service: quantilesOf(latencies.service[step] as Histogram),
  }));
}

export function collectHistograms(latencies: Latencies): Result["histograms"] {
  return perStep((step) => ({
    client: (latencies.client[step] as Histogram).toJSON(),
    service: (latencies.service[step] as Histogram).toJSON(),
  }));
}

/** The quantiles of a histogram; nulls where nothing was counted. */
export function quantilesOf(histogram: Histogram): Quantiles {
  const { count } = histogram;
  if (count === 0) return { count, mean: null, p50: null, p90: null, p99: null, p999: null, max: null };
  return {
    count,
    mean: histogram.mean,
    p50: histogram.quantile(0.5),
    p90: histogram.quantile(0.9),
    p99: histogram.quantile(0.99),
    p999: histogram.quantile(0.999),
    max: histogram.max,
  };
}

const SHARES = [0.5, 0.99, 0.999] as const;
const METRICS = ["P50Ms", "P99Ms", "P999Ms"] as const;

/**
 * Client and service quantiles of each step over time, by when requests began, and how many of those that began then were
 * answered, each standing for k.
 */
export function collectLatencySeries(
  latencies: Latencies,
  k: number,
  fromMs: number,
  endedMs: number,
): Result["series"]["latency"] {
  const first = Math.floor(fromMs / PART_WINDOW_MS);
  const many = Math.max(0, Math.ceil(endedMs / PART_WINDOW_MS) - first);
  const numbers = Array.from({ length: many }, (_, i) => first + i);
  return perStep((step) => {
    const client = inPartWindows(latencies.clientWindows[step] as LatencyWindows);
    const service = inPartWindows(latencies.serviceWindows[step] as LatencyWindows);
    return {
      answered: numbers.map((window) => k * client.count(window)),
      ...quantilesOver(numbers, "client", client),
      ...quantilesOver(numbers, "service", service),
    };
  });
}

function inPartWindows(kept: LatencyWindows): LatencyWindows {
  return kept.windowMs < PART_WINDOW_MS ? kept.widened(PART_WINDOW_MS / kept.windowMs) : kept;
}

function quantilesOver(
  numbers: readonly number[],
  clock: string,
  windows: LatencyWindows,
): Record<string, (number | null)[]> {
  const rows = numbers.map((window) => windows.quantiles(window, SHARES));
  return Object.fromEntries(
    METRICS.map((metric, i) => [`${clock}${metric}`, rows.map((row) => row[i] ?? null)]),
  );
}
