import { z } from "zod";
import {
  type DistributionSpec,
  lognormalFromMeanSd,
  lognormalFromMedianP99,
} from "../kernel/distribution.ts";
import { type Complaint, complain } from "./complaint.ts";
import { distributionDefinition } from "./distribution-json-schema.ts";
import { acceptsBareNumber, type LeafMeta, leaf } from "./leaf.ts";
import { nearest } from "./nearest.ts";
import { factor } from "./units/count.ts";
import { share } from "./units/share.ts";
import { isQuantity, type Unit } from "./units/unit.ts";

/** The ways to write a lognormal law: by median and 99th percentile, mean and standard deviation, or median and sigma. */
const LAWS = [
  "constant",
  "exponential",
  "uniform",
  "normal",
  "lognormal",
  "pareto",
  "erlang",
  "mixture",
  "empirical",
] as const;
const MIXTURE_DEPTH_MAX = 4;

/**
 * A probability law over one unit: a bare quantity (always the same) or {law: parameters}.
 * The result is the kernel's description, in the unit's canonical numbers.
 */
export function distribution<T extends number>(unit: Unit<T>, meta: LeafMeta) {
  const parse = (input: unknown, sink: z.core.ParsePayload): DistributionSpec =>
    new Reader(unit, sink).law(input, [], 0) ?? z.NEVER;
  return leaf(z.unknown().transform(parse), meta, {
    unit: `distribution of ${unit.name}`,
    example: unit.example,
    expected: expectedOf(unit),
    anyOf: [{ $ref: `#/definitions/${distributionDefinition(unit)}` }],
  });
}

function expectedOf<T extends number>(unit: Unit<T>): string {
  return `${unit.expected}, or a distribution of it such as {exponential: ${unit.example}}`;
}

type Path = PropertyKey[];
type Map = Record<string, unknown>;

/** Reads a law and complains, at the place inside it, about what is no law. */
class Reader<T extends number> {
  private readonly unit: Unit<T>;
  private readonly sink: z.core.ParsePayload;

  constructor(unit: Unit<T>, sink: z.core.ParsePayload) {
    this.unit = unit;
    this.sink = sink;
  }

  law(input: unknown, path: Path, depth: number): DistributionSpec | undefined {
    if (!isMap(input)) {
      const value = this.value(input, path, this.unit, expectedOf(this.unit));
      return value === undefined ? undefined : { kind: "constant", value };
    }
    const known = Object.keys(input).filter((key) => LAWS.some((law) => law === key));
    for (const key of Object.keys(input)) if (!known.includes(key)) this.unknownKey(input, path, key, LAWS);
    const [law] = known;
    if (law === undefined || known.length > 1) {
      if (known.length > 1 || Object.keys(input).length === 0)
        this.complain(input, path, {
          kind: "bad-value",
          expected: "one law",
          why: `${known.length} are given`,
        });
      return undefined;
    }
    return this.named(law as (typeof LAWS)[number], input[law], [...path, law], depth);
  }

  private named(
    law: (typeof LAWS)[number],
    of: unknown,
    path: Path,
    depth: number,
  ): DistributionSpec | undefined {
    switch (law) {
      case "constant": {
        const value = this.value(of, path, this.unit);
        return value === undefined ? undefined : { kind: "constant", value };
      }
      case "exponential": {
        const mean = this.value(of, path, this.unit, undefined, true);
        return mean === undefined ? undefined : { kind: "exponential", mean };
      }
      case "uniform": {
        const [min, max] = this.members(of, path, ["min", "max"]) ?? [];
        if (min === undefined || max === undefined) return undefined;
        if (!(min < max)) return this.contradiction(of, path, "max above min");
        return { kind: "uniform", min, max };
      }
      case "normal": {
        const [mean, sd] = this.members(of, path, ["mean", "sd"]) ?? [];
        return mean === undefined || sd === undefined ? undefined : { kind: "normal", mean, sd };
      }
      case "lognormal":
        return this.lognormal(of, path);
      case "pareto": {
        const [xm, alpha] = this.members(of, path, ["xm", "alpha"], ["alpha"]) ?? [];
        return xm === undefined || alpha === undefined ? undefined : { kind: "pareto", xm, alpha };
      }
      case "erlang": {
        const [k, mean] = this.members(of, path, ["k", "mean"], ["k"]) ?? [];
        if (k === undefined || mean === undefined) return undefined;
        if (!Number.isInteger(k)) return this.contradiction(of, path, "a whole k");
        return { kind: "erlang", k, mean };
      }
      case "mixture":
        return this.mixture(of, path, depth);
      case "empirical":
        return this.empirical(of, path);
    }
  }

  private lognormal(of: unknown, path: Path): DistributionSpec | undefined {
    const keys = isMap(of) ? Object.keys(of) : [];
    if (keys.includes("sigma")) {
      const [median, sigma] = this.members(of, path, ["median", "sigma"], ["sigma"]) ?? [];
      return median === undefined || sigma === undefined ? undefined : { kind: "lognormal", median, sigma };
    }
    if (keys.includes("mean") || keys.includes("sd")) {
      const [mean, sd] = this.members(of, path, ["mean", "sd"]) ?? [];
      return mean === undefined || sd === undefined ? undefined : lognormalFromMeanSd(mean, sd);
    }
    const [median, p99] = this.members(of, path, ["median", "p99"]) ?? [];
    if (median === undefined || p99 === undefined) return undefined;
    if (!(median < p99)) return this.contradiction(of, path, "p99 above median");
    return lognormalFromMedianP99(median, p99);
  }

  private mixture(of: unknown, path: Path, depth: number): DistributionSpec | undefined {
    const expected = "a list of {weight: 99%, of: {exponential: ...}}";
    if (!Array.isArray(of) || of.length === 0 || depth >= MIXTURE_DEPTH_MAX) {
      this.complain(of, path, { kind: "bad-value", expected });
      return undefined;
    }
    const parts = of.map((part: unknown, i) => this.part(part, [...path, i], depth, expected));
    const whole = parts.flatMap((part) => (part === undefined ? [] : [part]));
    if (whole.length < parts.length) return undefined;
    const sum = whole.reduce((total, part) => total + part.weight, 0);
    if (Math.abs(sum - 1) > 1e-9) return this.contradiction(of, path, "weights that add up to 100%");
    return { kind: "mixture", parts: whole };
  }

  /** Measured values, each as likely as another. */
  private empirical(of: unknown, path: Path): DistributionSpec | undefined {
    if (!Array.isArray(of) || of.length === 0) {
      const expected = `a list of measured values, such as [${this.unit.example}]`;
      this.complain(of, path, { kind: "bad-value", expected });
      return undefined;
    }
    const values = of.map((value: unknown, i) => this.value(value, [...path, i], this.unit));
    const whole = values.filter((value) => value !== undefined);
    return whole.length < values.length ? undefined : { kind: "empirical", values: whole };
  }

  private part(part: unknown, path: Path, depth: number, expected: string) {
    if (!isMap(part)) {
      this.complain(part, path, { kind: "bad-value", expected });
      return undefined;
    }
    for (const key of Object.keys(part))
      if (key !== "weight" && key !== "of") this.unknownKey(part, path, key, ["weight", "of"]);
    const weight = this.value(part.weight, [...path, "weight"], share);
    const law =
      part.of === undefined ? this.missing(path, "of") : this.law(part.of, [...path, "of"], depth + 1);
    return weight === undefined || law === undefined ? undefined : { weight, of: law };
  }

  /** The named parameters of a law, all positive but uniform's min; those in `bare` are plain numbers. */
  private members(of: unknown, path: Path, names: readonly string[], bare: readonly string[] = []) {
    if (!isMap(of)) {
      this.complain(of, path, { kind: "bad-value", expected: `{${names.join(": ..., ")}: ...}` });
      return undefined;
    }
    for (const key of Object.keys(of)) if (!names.includes(key)) this.unknownKey(of, path, key, names);
    const values = names.map((name) =>
      bare.includes(name)
        ? this.value(of[name], [...path, name], factor, undefined, true)
        : this.value(of[name], [...path, name], this.unit, undefined, name !== "min"),
    );
    return values.includes(undefined) ? undefined : values;
  }

  private value<U extends number>(
    input: unknown,
    path: Path,
    unit: Unit<U>,
    expected = unit.expected,
    positive = false,
  ): number | undefined {
    if (input === undefined) return this.missing(path.slice(0, -1), String(path.at(-1)), expected);
    const text = typeof input === "number" && acceptsBareNumber(unit) ? String(input) : input;
    const value = typeof text === "string" ? unit.parse(text) : undefined;
    const why = typeof input === "number" ? "it has no unit" : undefined;
    if (value === undefined)
      this.complain(input, path, { kind: "bad-value", expected, ...(why ? { why } : {}) });
    else if (!isQuantity(value)) this.complain(input, path, { kind: "bad-value", expected, why: value.why });
    else if (positive && value === 0)
      this.complain(input, path, { kind: "bad-value", expected, why: "it may not be zero" });
    else return value;
    return undefined;
  }

  private missing(path: Path, key: string, expected = `"${key}"`): undefined {
    this.complain(undefined, [...path, key], { kind: "missing-key", expected });
    return undefined;
  }

  private unknownKey(input: unknown, path: Path, key: string, known: readonly string[]): void {
    const suggestion = nearest(key, known);
    this.complain(input, [...path, key], {
      kind: "unknown-key",
      expected: known.join(", "),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }

  private contradiction(input: unknown, path: Path, expected: string): undefined {
    this.complain(input, path, { kind: "contradiction", expected });
    return undefined;
  }

  private complain(input: unknown, path: Path, complaint: Complaint): void {
    complain(this.sink, input, complaint, path);
  }
}

function isMap(input: unknown): input is Map {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}
