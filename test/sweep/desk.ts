import { lab } from "../run/lab-text.ts";

/** A lab of a few milliseconds with two budgets. */
export function desk(...set: string[]) {
  return lab(DESK, set);
}

export const DESK = `
run: {requests: 400, warmup: 50, replications: 1, seed: s}
sources: [{id: users, arrivals: {poisson: 8/s}, path: [desk]}]
stations: [{id: desk, servers: 10, service: {exponential: 1s}}]
budgets:
  - {id: slow, of: users, figure: response.p90, max: 4s}
  - {id: full, of: desk, figure: utilisation, max: 0.9}
`;
