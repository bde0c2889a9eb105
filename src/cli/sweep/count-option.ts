import { InputError } from "../input-error.ts";

/** A whole number from 1 on. */
export function countOption(name: string, text: string, most = 100_000): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= most) return count;
  throw new InputError(`--${name}: found "${text}", expected a number from 1 to ${most}`);
}
