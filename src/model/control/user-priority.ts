/** How often users change places, so that nobody is the first to be refused for a whole evening [ms]. */
const RESHUFFLE_MS = 3_600_000;

/**
 * DAGOR's user priority, 0 to `users` - 1: a hash of the user that changes every hour. It is the same for all calls and
 * attempts of a user, so what one server lets in the next one lets in as well.
 */
export function userPriority(user: number, nowMs: number, users: number): number {
  let hash = Math.imul(user ^ Math.imul(Math.floor(nowMs / RESHUFFLE_MS) + 1, 0x9e3779b1), 0x85ebca6b);
  // The finisher of MurmurHash3 (Appleby 2011).
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % users;
}
