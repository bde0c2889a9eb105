/** Widths of the windows in which steps are counted, and parts and latencies are looked at [ms]. */
export const STEP_WINDOW_MS = 1000;
export const PART_WINDOW_MS = 10_000;
