import { expect, test } from "vitest";
import { compileDistribution } from "../../src/kernel/distribution.ts";
import { load, messages, SMALL } from "./small.ts";

function law(text: string) {
  return load(SMALL, [`access.serviceTime=${text}`]).access.serviceTime;
}

test.each([
  ["5ms", { kind: "constant", value: 5 }],
  ["{constant: 5ms}", { kind: "constant", value: 5 }],
  ["{exponential: 170us}", { kind: "exponential", mean: 0.17 }],
  ["{uniform: {min: 0ms, max: 2s}}", { kind: "uniform", min: 0, max: 2000 }],
  ["{normal: {mean: 5ms, sd: 1ms}}", { kind: "normal", mean: 5, sd: 1 }],
  ["{lognormal: {median: 5ms, sigma: 0.5}}", { kind: "lognormal", median: 5, sigma: 0.5 }],
  ["{pareto: {xm: 0.235ms, alpha: 10}}", { kind: "pareto", xm: 0.235, alpha: 10 }],
  ["{erlang: {k: 3, mean: 6ms}}", { kind: "erlang", k: 3, mean: 6 }],
  [
    "{mixture: [{weight: 91.22%, of: {pareto: {xm: 235us, alpha: 10}}}, {weight: 8.78%, of: 2ms}]}",
    {
      kind: "mixture",
      parts: [
        { weight: 0.9122, of: { kind: "pareto", xm: 0.235, alpha: 10 } },
        { weight: 0.0878, of: { kind: "constant", value: 2 } },
      ],
    },
  ],
])("%s is the kernel's law", (text, spec) => {
  expect(law(text)).toEqual(spec);
});

test("a lognormal law by median and p99 has both", () => {
  const compiled = compileDistribution(law("{lognormal: {median: 8ms, p99: 600ms}}"));
  expect(compiled.quantile(0.5)).toBeCloseTo(8, 9);
  expect(compiled.quantile(0.99)).toBeCloseTo(600, 6);
});

test("a lognormal law by mean and standard deviation has both", () => {
  const spec = law("{lognormal: {mean: 20ms, sd: 15ms}}");
  expect(compileDistribution(spec).mean).toBeCloseTo(20, 9);
  const sigma = spec.kind === "lognormal" ? spec.sigma : 0;
  expect(20 * Math.sqrt(Math.expm1(sigma ** 2))).toBeCloseTo(15, 9);
});

test.each([
  ["{}", "found an empty map, expected one law: 0 are given"],
  ["{constant: 1ms, exponential: 2ms}", "found a map, expected one law: 2 are given"],
  [
    "{exponential: 0ms}",
    'exponential: found "0ms", expected a duration such as 170us, 30ms, 2.5s, 10min or 24h: it may not be zero',
  ],
  ["{uniform: {min: 2ms, max: 1ms}}", "uniform: found a map, expected max above min"],
  [
    "{uniform: {min: 2ms}}",
    'uniform: "max" is missing, expected a duration such as 170us, 30ms, 2.5s, 10min or 24h',
  ],
  ["{lognormal: {median: 2ms, p99: 1ms}}", "lognormal: found a map, expected p99 above median"],
  ["{lognormal: {median: 2ms, p90: 1ms}}", 'lognormal: unknown key "p90" (did you mean "p99"?)'],
  ["{erlang: {k: 1.5, mean: 1ms}}", "erlang: found a map, expected a whole k"],
  ["{mixture: []}", "mixture: found an empty list, expected a list of {weight: 99%, of: {exponential: ...}}"],
  ["{mixture: [{weight: 50%, of: 1ms}]}", "mixture: found a list, expected weights that add up to 100%"],
  [
    "{mixture: [{weight: 1, of: 1ms}]}",
    "mixture.0.weight: found 1, expected a share from 0% to 100%: it has no unit",
  ],
  ["{gauss: 1ms}", 'unknown key "gauss", expected one of constant, exponential'],
])("%s is no law", (text, message) => {
  const [first] = messages(SMALL, [`access.serviceTime=${text}`]);
  expect(first).toContain(
    `access.serviceTime${message.startsWith("found") || message.startsWith("unknown") ? ": " : "."}${message}`,
  );
});

test("a law of money is in fen, a law of counts in pieces", () => {
  const { packets } = load(SMALL, [
    "packets.won.amount={uniform: {min: 0.01 CNY, max: 5 CNY}}",
    "packets.group.members={exponential: 4.5}",
  ]);
  expect(packets.won.amount).toEqual({ kind: "uniform", min: 1, max: 500 });
  expect(packets.group.members).toEqual({ kind: "exponential", mean: 4.5 });
});
