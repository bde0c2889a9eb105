/**
 * The five steps a user takes, as numbers for typed arrays, in the order of the Result's `STEPS`:
 * ask for luck; put money into a packet; reserve a share; learn and receive the amount; pass a packet on.
 */
export const SHAKE = 0;
export const SEND = 1;
export const GRAB = 2;
export const OPEN = 3;
export const SHARE = 4;
export const STEP_COUNT = 5;
/** How scenarios name them. */
export const STEP_NAMES = ["shake", "send", "grab", "open", "share"] as const;
