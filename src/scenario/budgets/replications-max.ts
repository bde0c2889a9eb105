/** Most replications that a check may ask for. */
export const REPLICATIONS_MAX = 100;
