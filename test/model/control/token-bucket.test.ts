import { expect, it } from "vitest";
import { TokenBucket } from "../../../src/model/control/token-bucket.ts";

const admitted = (bucket: TokenBucket, times: readonly number[]) =>
  times.filter((ms) => bucket.admit(ms)).length;

it("lets in its burst at once, then its rate, and is full again after burst / rate", () => {
  const bucket = new TokenBucket({ kind: "tokenBucket", rateRps: 100, burst: 20 });
  expect(admitted(bucket, new Array(30).fill(0))).toBe(20);
  expect(
    admitted(
      bucket,
      Array.from({ length: 1000 }, (_, i) => i + 1),
    ),
  ).toBe(100);
  expect(admitted(bucket, new Array(30).fill(60_000))).toBe(20);
});

it("lets a request in the moment its token is due", () => {
  const bucket = new TokenBucket({ kind: "tokenBucket", rateRps: 30, burst: 1 });
  for (let i = 0; i < 1000; i++) expect(bucket.admit((i * 1000) / 30)).toBe(true);
});
