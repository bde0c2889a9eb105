/**
 * The scenario's own clock at a moment of the run, "2015-02-18T22:30:00", with milliseconds only where they are not
 * zero. The clock has no time zone: the calendar is counted in UTC so that no machine's zone can move it.
 *
 * @param start "2015-02-18T20:00:00", as in the result's `clock.start`.
 * @param atMs simulated time since then [ms].
 */
export function clockText(start: string, atMs: number): string {
  const iso = new Date(Date.parse(`${start}Z`) + Math.round(atMs)).toISOString();
  return iso.endsWith(".000Z") ? iso.slice(0, -".000Z".length) : iso.slice(0, -1);
}

/** The time of day alone, "22:30:00", whole seconds. */
export function timeOfDay(start: string, atMs: number): string {
  return clockText(start, Math.floor(atMs / 1000) * 1000).slice("2015-02-18T".length);
}
