import type { Figure, FigureUnit } from "../result/figures/figure.ts";
import { LogBinSum } from "../stats/log-bins.ts";
import { amount, bytesText, duration, rate, share, yuan } from "./words.ts";

/** A figure of one run as a number; null where the run has none. */
export function figureValue({ parts, take }: Figure): number | null {
  const seen = parts[0]?.slices[0];
  if (seen === undefined) return null;
  switch (seen.kind) {
    case "level":
      return seen.value;
    case "ratio":
      return seen.whole > 0 ? seen.part / seen.whole : null;
    case "times": {
      if (seen.samples === 0) return null;
      const times = new LogBinSum(seen.binsAnOctave);
      times.add(seen);
      return take === "mean" ? times.mean : times.quantile(take);
    }
  }
}

const FORMATS: Record<FigureUnit, (value: number | null) => string> = {
  ms: duration,
  share,
  "1/s": rate,
  factor: (value) => (value === null ? "no data" : `×\u00a0${amount(value)}`),
  fen: (value) => (value === null ? "no data" : yuan(value)),
  B: (value) => (value === null ? "no data" : bytesText(value)),
};

export const figureText = (unit: FigureUnit, value: number | null): string => FORMATS[unit](value);
