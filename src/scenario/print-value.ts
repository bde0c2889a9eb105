import type { DistributionSpec } from "../kernel/distribution.ts";
import type { ShareCounts } from "./parts/share-counts.ts";
import type { TrafficCurve } from "./scenario.ts";
import { bandwidth } from "./units/bandwidth.ts";
import { type Clock, printMoment } from "./units/clock.ts";
import { count, factor, quantityOfMany } from "./units/count.ts";
import { plainDecimal } from "./units/decimal.ts";
import { duration } from "./units/duration.ts";
import { money } from "./units/money.ts";
import { rate } from "./units/rate.ts";
import { scale } from "./units/scale.ts";
import { share } from "./units/share.ts";
import { size } from "./units/size.ts";
import type { Unit } from "./units/unit.ts";

const UNITS = [bandwidth, count, factor, quantityOfMany, duration, money, rate, scale, share, size];
const PRINTERS: ReadonlyMap<string, Unit<number>["print"]> = new Map(
  UNITS.map((unit) => [unit.name, (unit as Unit<number>).print]),
);

/**
 * A value of a Scenario as people read it, with its unit.
 *
 * @param unit the leaf's unit, as in its metadata; what has none is printed as it is.
 */
export function printValue(value: unknown, unit: string, clock: Clock): string {
  const print = PRINTERS.get(unit);
  if (typeof value === "number" && print !== undefined) return print(value);
  if (typeof value === "number" && unit === "moment") return printMoment(value, clock);
  if (unit === "date") return String(value).replace("T", " ");
  if (unit === "names" && Array.isArray(value)) return value.join(", ");
  if (unit === "shares") return printShares(value as ShareCounts);
  if (unit === "frames") return printFrames(value as TrafficCurve["rounds"][number]["frames"]);
  const of = /^distribution of (.*)$/.exec(unit)?.[1];
  if (of !== undefined) return printLaw(value as DistributionSpec, PRINTERS.get(of) ?? plainDecimal);
  return String(value);
}

function printShares(counts: ShareCounts): string {
  const [first] = counts;
  if (counts.length === 1 && first !== undefined) return String(first.shares);
  return counts.map(({ shares, weight }) => `${shares}: ${share.print(weight)}`).join(", ");
}

function printFrames(frames: TrafficCurve["rounds"][number]["frames"]): string {
  return frames
    .map(({ after, rate: rateRps, approach }) => {
      const way = approach === "exponential" ? " (exponential)" : "";
      return `${duration.print(after)}: ${rate.print(rateRps)}${way}`;
    })
    .join(", ");
}

function printLaw(law: DistributionSpec, print: (value: number) => string): string {
  const about = (value: number): string => print(Number(value.toPrecision(4)));
  switch (law.kind) {
    case "constant":
      return print(law.value);
    case "exponential":
      return `exponential, mean ${print(law.mean)}`;
    case "uniform":
      return `uniform, ${print(law.min)} to ${print(law.max)}`;
    case "normal":
      return `normal, mean ${print(law.mean)}, standard deviation ${print(law.sd)}`;
    case "lognormal":
      return `lognormal, median ${about(law.median)}, 99 % below ${about(percentile99(law))}`;
    case "pareto":
      return `Pareto, from ${print(law.xm)}, alpha ${plainDecimal(law.alpha)}`;
    case "erlang":
      return `Erlang, ${law.k} stages, mean ${print(law.mean)}`;
    case "mixture":
      return law.parts.map(({ weight, of }) => `${share.print(weight)}: ${printLaw(of, print)}`).join("; ");
    case "empirical":
      return `${law.values.length} measured values, from ${print(Math.min(...law.values))} to ${print(Math.max(...law.values))}`;
    default:
      return law.kind;
  }
}

function percentile99({ median, sigma }: { median: number; sigma: number }): number {
  return median * Math.exp(2.3263478740408408 * sigma);
}
