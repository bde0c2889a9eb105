import { z } from "zod";
import { complain } from "../complaint.ts";
import { type LeafMeta, leaf } from "../leaf.ts";

const EXPECTED = "a text or a whole number";

/** Seed of all random streams of a run: a text; a whole number stands for its digits. */
export function seed(meta: LeafMeta) {
  const parse = (input: unknown, sink: z.core.ParsePayload): string => {
    if (typeof input === "string" && input !== "" && input.length <= 200) return input;
    if (typeof input === "number" && Number.isSafeInteger(input)) return String(input);
    complain(sink, input, { kind: "bad-value", expected: EXPECTED });
    return z.NEVER;
  };
  return leaf(z.unknown().transform(parse), meta, {
    unit: "text",
    example: "1",
    expected: EXPECTED,
    type: ["string", "integer"],
  });
}
