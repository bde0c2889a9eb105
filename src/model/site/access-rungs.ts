/** What the access servers of a region give up now, all of them alike: a ladder says so. */
export class AccessRungs {
  /** Share of a shake's work that is left. */
  workLeft = 1;
  /** Whether answers to shakes leave something out. */
  degrades = false;
  /** Whether shakes meet a busy page at the door. */
  closed = false;
  /** By what was given up, simulated: workers' time saved [ms], shakes answered without it or refused. */
  savedMs = 0;
  degraded = 0;
  refused = 0;
}
