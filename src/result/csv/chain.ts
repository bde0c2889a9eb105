import { type Result, STEPS } from "../result.ts";
import type { Table } from "./table.ts";

/** What a request costs behind the access servers, a row a step: totals, and means of all that began. */
export function chainTable({ network }: Result): Table | undefined {
  const chain = network?.chain;
  if (chain === undefined) return undefined;
  return {
    file: "chain.csv",
    columns: [
      "step",
      "requests [count]",
      "roundTripsMean [count]",
      "hopsMean [count]",
      "lineMessagesMean [count]",
      "lineBytesMean [B]",
    ],
    rows: STEPS.map((step) => {
      const { requests, roundTrips, hops, lineMessages, lineBytes } = chain[step];
      const mean = (total: number) => (requests > 0 ? total / requests : null);
      return [step, requests, mean(roundTrips), mean(hops), mean(lineMessages), mean(lineBytes)];
    }),
  };
}
