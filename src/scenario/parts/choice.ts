import { z } from "zod";

type Option = z.core.$ZodTypeDiscriminable;

/**
 * One of several shapes, told apart by the word at `key`; a file that leaves the word out means `fallback`.
 * A new kind is one more shape in the list.
 */
export function choice<const Options extends readonly [Option, ...Option[]]>(
  key: string,
  fallback: string,
  options: Options,
) {
  const withKind = (input: unknown): unknown =>
    typeof input === "object" && input !== null && !Array.isArray(input) && !(key in input)
      ? { ...input, [key]: fallback }
      : input;
  return z.preprocess(withKind, z.discriminatedUnion(key, options)).meta({ choice: key, fallback });
}
