import { expect, test } from "vitest";
import { runLab } from "../../src/run/lab-run.ts";
import { readLab } from "./lab-cases.ts";

/**
 * A server of 300/s that was away for ten seconds: while nobody is answered in time each request is two attempts, so below
 * 150/s what has piled up is worked off, and above it never.
 */
test.each([
  [140, 140],
  [160, 0],
])(
  "after the outage %i requests a second with one retry each are answered at %i/s",
  async (rateRps, goodput) => {
    const lab = readLab("retry-storm", [
      "run.replications=20",
      `run.requests=${rateRps * 320}`,
      `sources=[{id: some, arrivals: {poisson: ${rateRps}/s}, path: [busy], client: {timeout: 1s, retries: 1}, sentAt: [300s]}]`,
      "stations=[{id: busy, service: 3.3333333ms, outages: [{from: 10s, to: 20s}]}]",
      `exact=[{of: some, figure: throughput, is: ${goodput}, at: 300s, tolerance: 12%}, {of: some, figure: attempts, is: ${goodput || 2 * rateRps}, at: 300s, tolerance: 12%}]`,
    ]);
    const { exact } = await runLab(lab);
    expect(exact.map(({ verdict }) => verdict)).toEqual(["holds", "holds"]);
  },
);
