import { InputError } from "../input-error.ts";

/** Which of the runs of a sweep are to be done here: the i-th of n parts. */
export interface Shard {
  index: number;
  of: number;
}

/** `--shard 2/8`: the second of eight parts. */
export function shardOption(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [, i = "", n = ""] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const [index, of] = [Number(i), Number(n)];
  if (index >= 1 && index <= of) return { index, of };
  throw new InputError(`--shard: found "${text}", expected i/n with i from 1 to n, such as 2/8`);
}

/** Every n-th, so that points that take long are spread over all shards. */
export function shardOf<T>(all: readonly T[], shard: Shard | undefined): T[] {
  return all.filter((_, i) => shard === undefined || i % shard.of === shard.index - 1);
}
