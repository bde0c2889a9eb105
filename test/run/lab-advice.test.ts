import { expect, test } from "vitest";
import { adviceLines } from "../../src/result/lab-advice-lines.ts";
import { runLab } from "../../src/run/lab-run.ts";
import { lab } from "./lab-text.ts";

async function advised(run: string, rate: string) {
  const result = await runLab(
    lab(`
run: {${run}}
sources: [{id: users, arrivals: {poisson: ${rate}}, path: [desk]}]
stations: [{id: desk, service: {exponential: 1s}}]
`),
  );
  const [advice] = result.advice;
  if (advice === undefined) throw new Error("there is no advice");
  return { advice, text: adviceLines(result).join("\n"), mean: result.sources[0]?.figures["response.mean"] };
}

test("a busy server that begins empty has a warm-up; without it the mean is closer to the truth", async () => {
  const { advice, text, mean } = await advised("requests: 1k, warmup: 0, replications: 1500", "0.8/s");
  expect(advice.warmup).toBeGreaterThan(20);
  expect(advice.warmup).toBeLessThan(500);
  const truth = 5000;
  const corrected = (mean?.estimate ?? 0) * (1 + (advice.change ?? 0));
  expect(Math.abs(corrected - truth)).toBeLessThan(Math.abs((mean?.estimate ?? 0) - truth) / 2);
  expect(text).toMatch(
    /^users: leave out \d+ requests \(run\.warmup\), not 0: the mean changes by [\d.]+ %$/m,
  );
});

test("half of a mean's interval as a share of it says how many times as many requests make it 1 %", async () => {
  const { advice, text, mean } = await advised("requests: 5k, warmup: 2k, replications: 40", "0.5/s");
  const precision = ((mean?.high ?? 0) - (mean?.low ?? 0)) / 2 / (mean?.estimate ?? 1);
  expect(advice.precision).toBeCloseTo(precision, 5);
  expect(advice.longer).toBeCloseTo((precision / 0.01) ** 2, 3);
  expect(text).toMatch(/^run length +warm-up over after +left out +mean within +for 1 %\nusers /);
  expect(text).not.toContain("users: ");
});

test("of a run whose warm-up is not over there is no advice on it", async () => {
  const { advice, text } = await advised("requests: 3k, warmup: 0, replications: 10", "1.5/s");
  expect(advice).toMatchObject({ warmup: null, change: null });
  expect(text).toMatch(/^users +too short to tell /m);
  expect(text).toContain("users: no advice on the warm-up of a run so short: it is not over by the middle");
});

test("nor of one with fewer than a hundred answers in a row", async () => {
  const { advice } = await advised("requests: 80, warmup: 0, replications: 20", "0.5/s");
  expect(advice.tooShort).toBe("80 blocks of answers, not 100");
});

test("nor is there any on the length of one with fewer than five replications", async () => {
  const { advice, text } = await advised("requests: 3k, warmup: 100, replications: 4", "0.5/s");
  expect([advice.precision, advice.longer]).toEqual([null, null]);
  expect(text).toContain("users: no advice on the length of a run so short: fewer than 5 replications");
});
