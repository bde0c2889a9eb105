import { type Result, STEPS, type Step } from "../../src/result/result.ts";
import { Histogram } from "../../src/stats/histogram.ts";
import { curve, noise } from "./fixture-curve.ts";

const baseMs = {
  client: (step: Step) => (step === "shake" ? 45 : 80),
  service: (step: Step) => (step === "shake" ? 0.2 : 9),
};
const CLOCKS = ["client", "service"] as const;
type ClockName = (typeof CLOCKS)[number];

function perStep<T>(of: (step: Step) => T): Record<Step, T> {
  return Object.fromEntries(STEPS.map((step) => [step, of(step)])) as Record<Step, T>;
}

/** A bell on a logarithmic axis with a second, smaller one an octave of tens later, as retransmissions make it. */
function histogram(step: Step, clock: ClockName, seed: string): Histogram {
  const random = noise(`histogram/${step}/${clock}/${seed}`);
  const made = new Histogram();
  for (let i = 0; i < 4000; i++) {
    const bell = (random() + random() + random() + random() - 2) * 1.2;
    made.add(baseMs[clock](step) * Math.exp(bell) * (i % 50 === 0 ? 20 : 1));
  }
  return made;
}

/** Histograms of the whole run and the quantiles read off them. */
export function fixtureLatency(seed: string): Pick<Result, "latencyMs" | "histograms"> {
  const made = perStep((step) => ({
    client: histogram(step, "client", seed),
    service: histogram(step, "service", seed),
  }));
  const quantiles = (of: Histogram): Result["latencyMs"]["shake"]["client"] => ({
    count: of.count,
    mean: of.mean,
    p50: of.quantile(0.5),
    p90: of.quantile(0.9),
    p99: of.quantile(0.99),
    p999: of.quantile(0.999),
    max: of.max,
  });
  return {
    latencyMs: perStep((step) => ({
      client: quantiles(made[step].client),
      service: quantiles(made[step].service),
    })),
    histograms: perStep((step) => ({
      client: made[step].client.toJSON(),
      service: made[step].service.toJSON(),
    })),
  };
}

/** Quantiles a 10 s window, higher under load; one window without a sample. */
export function latencySeries(windows: number, seed: string): Result["series"]["latency"] {
  return perStep((step) => {
    const random = noise(`latency/${step}/${seed}`);
    const of = (factor: number) =>
      Array.from({ length: windows }, (_, w) =>
        w === 40
          ? null
          : Math.round(
              baseMs.client(step) * factor * (1 + (curve(w * 10) / 14e6) ** 6) * (0.95 + 0.1 * random()) * 10,
            ) / 10,
      );
    return {
      // After 600 s nothing is offered.
      answered: Array.from({ length: windows }, (_, w) => (w === 40 || w >= 60 ? 0 : 1e7)),
      clientP50Ms: of(1),
      clientP99Ms: of(18),
      clientP999Ms: of(50),
      serviceP50Ms: of(0.1),
      serviceP99Ms: of(0.6),
      serviceP999Ms: of(2),
    };
  });
}
