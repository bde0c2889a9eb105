import { suffixed } from "./suffixed.ts";
import type { Unit } from "./unit.ts";

/** A size in memory or on the wire [bytes]. */
export type Bytes = number & { readonly unit?: "bytes" };

/** 300B, 1kB (1000 bytes), 64KiB (1024 each) -> bytes. */
export const size: Unit<Bytes> = suffixed({
  name: "size",
  expected: "a size such as 300B, 1kB, 64KiB or 2MB",
  example: "1kB",
  max: 1e15,
  whole: "a whole number of bytes",
  suffixes: [
    { text: "B", exponent: 0 },
    { text: "kB", exponent: 3 },
    { text: "KiB", exponent: 0, times: 1024 },
    { text: "MB", exponent: 6 },
    { text: "MiB", exponent: 0, times: 1024 ** 2 },
    { text: "GB", exponent: 9 },
    { text: "GiB", exponent: 0, times: 1024 ** 3 },
    { text: "TB", exponent: 12 },
    { text: "TiB", exponent: 0, times: 1024 ** 4 },
  ],
});
