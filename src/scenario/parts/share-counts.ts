import { z } from "zod";
import { complain } from "../complaint.ts";
import { type LeafMeta, leaf, quantityJsonSchema } from "../leaf.ts";
import { type Count, count } from "../units/count.ts";
import { type Share, share } from "../units/share.ts";
import { isQuantity } from "../units/unit.ts";

/** How many shares a packet has, and how often: always one entry when the file gives one number. */
export type ShareCounts = readonly { readonly shares: Count; readonly weight: Share }[];

/** Product limit: a packet has at most this many shares. */
const SHARES_MAX = 100;
const EXPECTED = `a whole number from 1 to ${SHARES_MAX}, or how often each occurs: {1: 45%, 3: 55%}`;

/** `6`, or `{1: 45%, 3: 30%, 5: 25%}`, ascending by the number of shares. */
export function shareCounts(meta: LeafMeta) {
  const parse = (input: unknown, sink: z.core.ParsePayload): ShareCounts => {
    if (typeof input === "number" || typeof input === "string") {
      const shares = sharesOf(String(input));
      if (shares !== undefined) return [{ shares, weight: 1 }];
    } else if (typeof input === "object" && input !== null && !Array.isArray(input)) {
      return weighted(input, sink) ?? z.NEVER;
    }
    complain(sink, input, { kind: "bad-value", expected: EXPECTED });
    return z.NEVER;
  };
  return leaf(z.unknown().transform(parse), meta, {
    unit: "shares",
    example: 1,
    expected: EXPECTED,
    anyOf: [
      { type: "integer", minimum: 1, maximum: SHARES_MAX },
      {
        type: "object",
        minProperties: 1,
        patternProperties: { "^\\d+$": quantityJsonSchema(share) },
        additionalProperties: false,
      },
    ],
  });
}

function sharesOf(text: string): Count | undefined {
  const shares = count.parse(text);
  return isQuantity(shares) && shares >= 1 && shares <= SHARES_MAX ? shares : undefined;
}

function weighted(input: object, sink: z.core.ParsePayload): ShareCounts | undefined {
  const parts = Object.entries(input).map(([key, value]: [string, unknown]) => {
    const shares = sharesOf(key);
    if (shares === undefined) {
      complain(sink, input, { kind: "unknown-key", expected: `numbers of shares from 1 to ${SHARES_MAX}` }, [
        key,
      ]);
      return undefined;
    }
    const weight = typeof value === "string" ? share.parse(value) : undefined;
    if (weight !== undefined && isQuantity(weight)) return { shares, weight };
    const why = weight === undefined ? {} : { why: weight.why };
    complain(sink, value, { kind: "bad-value", expected: share.expected, ...why }, [key]);
    return undefined;
  });
  const whole = parts.flatMap((part) => (part === undefined ? [] : [part]));
  if (whole.length < parts.length) return undefined;
  const sum = whole.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 1) > 1e-9) {
    complain(sink, input, { kind: "contradiction", expected: "shares that add up to 100%" });
    return undefined;
  }
  return whole.sort((a, b) => a.shares - b.shares);
}
