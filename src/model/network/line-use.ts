/** What messages cross a line for, in the order of `Line.bytesFor`. */
export const LINE_USES = ["calls", "answers", "shown", "transit", "probes", "copies", "keepAlive"] as const;
/** A call of an access server to a set of the other region, and its answer. */
export const USE_CALLS = 0;
export const USE_ANSWERS = 1;
/** A packet shown to the members of a group in the other region. */
export const USE_SHOWN = 2;
/** Anything on its way between two other regions. */
export const USE_TRANSIT = 3;
/** Probes of the line's quality, and their echoes. */
export const USE_PROBES = 4;
/** A write on its way to a copy that stands in the other region. */
export const USE_COPIES = 5;
/** What keeps idle connections between layers alive. */
export const USE_KEEP_ALIVE = 6;
