import { suffixed } from "./suffixed.ts";
import type { Unit } from "./unit.ts";

/** How much a line or a carrier carries [bit/s]. */
export type BitsPerSecond = number & { readonly unit?: "bit/s" };

/** 512kbps, 100Mbps, 8.4Gbps, 1Tbps -> bits a second. */
export const bandwidth: Unit<BitsPerSecond> = suffixed({
  name: "bandwidth",
  expected: "a bandwidth such as 100Mbps, 8.4Gbps or 1Tbps",
  example: "1Gbps",
  max: 1e18,
  suffixes: [
    { text: "bps", exponent: 0 },
    { text: "kbps", exponent: 3 },
    { text: "Mbps", exponent: 6 },
    { text: "Gbps", exponent: 9 },
    { text: "Tbps", exponent: 12 },
  ],
});
