import { describe, expect, it } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { RandomStream } from "../../../src/kernel/random.ts";
import { AccessType, type AccessTypeParams } from "../../../src/model/network/access-type.ts";

const MESSAGES = 400_000;

function typeOf(changes: Partial<AccessTypeParams>): AccessType {
  const rtt = compileDistribution({ kind: "constant", value: 10 });
  return new AccessType({ rtt, loss: 0, retransmitMs: 1000, ...changes });
}

/** What losses add to each of many messages [ms]. */
function extras(type: AccessType): Float64Array {
  const stream = new RandomStream("air");
  return Float64Array.from({ length: MESSAGES }, () => {
    const u = stream.uniform();
    return u < type.loss ? type.retransmissionMs(u, stream) : 0;
  });
}

function mean(values: Float64Array): { mean: number; error: number } {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
  return { mean: average, error: Math.sqrt(squares) / values.length };
}

const share = (values: Float64Array, from: number): number =>
  values.reduce((count, value) => count + (value >= from ? 1 : 0), 0) / values.length;

describe("losses on the air", () => {
  it("come in bursts on Gilbert's channel: lost with p / (p + r), lost again with 1 - r", () => {
    const [p, r] = [0.02, 0.75];
    const values = extras(typeOf({ bursts: { toBad: p, toGood: r, lossGood: 0, lossBad: 1 } }));
    const lost = p / (p + r);
    const near = (q: number) => 4 * Math.sqrt((q * (1 - q)) / MESSAGES);
    expect(Math.abs(share(values, 1000) - lost)).toBeLessThan(near(lost));
    expect(Math.abs(share(values, 3000) - lost * (1 - r))).toBeLessThan(near(lost * (1 - r)));
    expect(Math.abs(share(values, 7000) - lost * (1 - r) ** 2)).toBeLessThan(near(lost * (1 - r) ** 2));
    const { mean: extra, error } = mean(values);
    expect(Math.abs(extra - (1000 * lost) / (2 * r - 1))).toBeLessThan(4 * error);
  });

  it("are as they were where a burst loses no more than the rest: q / (1 - 2q) first timeouts", () => {
    const even = { toBad: 0.1, toGood: 0.2, lossGood: 0.1, lossBad: 0.1 };
    for (const type of [typeOf({ bursts: even }), typeOf({ loss: 0.1 })]) {
      const values = extras(type);
      const { mean: extra, error } = mean(values);
      expect(Math.abs(extra - 125)).toBeLessThan(4 * error);
      expect(Math.abs(share(values, 3000) - 0.01)).toBeLessThan(4 * Math.sqrt(0.0099 / MESSAGES));
    }
  });

  it("of both kinds are independent of each other", () => {
    const bursts = { toBad: 0.05, toGood: 0.75, lossGood: 0, lossBad: 1 };
    expect(typeOf({ loss: 0.1, bursts }).loss).toBeCloseTo(1 - 0.9 * (0.75 / 0.8), 12);
  });
});

describe("a radio that sleeps", () => {
  const stream = new RandomStream("radio");
  const sleep = { afterMs: 5000, wake: compileDistribution({ kind: "uniform", min: 200, max: 2500 }) };

  it("makes a message wait that comes after the idle time, and no other", () => {
    const type = typeOf({ sleep });
    expect(type.wakeMs(4999.9, stream)).toBe(0);
    const waits = Float64Array.from({ length: MESSAGES }, () => type.wakeMs(5000, stream));
    const { mean: wait, error } = mean(waits);
    expect(Math.abs(wait - 1350)).toBeLessThan(4 * error);
    expect(Math.min(...waits.subarray(0, 1000))).toBeGreaterThanOrEqual(200);
  });

  it("draws nothing while it is awake", () => {
    const [one, other] = [new RandomStream("same"), new RandomStream("same")];
    typeOf({ sleep }).wakeMs(1000, one);
    typeOf({}).wakeMs(Number.POSITIVE_INFINITY, one);
    expect(one.uniform()).toBe(other.uniform());
  });
});
