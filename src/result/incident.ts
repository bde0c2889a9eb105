import { z } from "zod";

const count = z.number().nonnegative();
const figure = z.number().nullable();

/** Requests that need a set and ended while the fault lasted, on one side of its blast radius. */
const side = z.strictObject({
  requests: count,
  answered: count,
  refused: count,
  /** Told to come back later: the order lives here, and the database cannot write now. Absent in older results. */
  later: count.optional(),
  failed: count,
  /** answered / requests; null without any. */
  availability: figure,
});

/** What those who are left carry while others are away. A load of 1 is what each of all would have. */
const survivors = z.strictObject({
  away: count,
  of: count,
  /** of / (of - away) */
  theory: z.number(),
  meanLoad: figure,
  busiestLoad: figure,
  /** Of the busiest one in its fullest part window, 0..1. */
  peakUtilisation: z.number(),
});

/** One fault of the scenario and what became of it. Times count from its beginning. */
export const incidentSchema = z.strictObject({
  /** The fault's kind, as the scenario names it. */
  kind: z.string(),
  part: z.string(),
  text: z.string(),
  atMs: z.number(),
  /** Null when it lasted to the end. */
  untilMs: figure,
  /** Until the last of those whom it concerns had found it (masked the set, held the line dead or brown); null when nobody did. */
  foundAfterMs: figure,
  /** Until the last of them sent nothing more there (new orders, messages); null when nobody did. */
  avoidedAfterMs: figure,
  /** Until the end of the last second in which inside the blast radius 2 % more were not answered than outside; 0 when there was none, null when it never ended. */
  recoveredAfterMs: figure,
  /** Until the last of them used it again; null when nobody did. */
  returnedAfterMs: figure,
  touched: z.strictObject({
    /** Requests inside the blast radius of which a call failed, whatever became of them. */
    requests: count,
    /** Members of groups who were not shown a packet. */
    membersUnseen: count,
    /** Attempts that met no access server where one had been. */
    attemptsWithoutAccess: count,
  }),
  /**
   * Blast radius: requests whose set, by order number or by the ring, is broken, or is reached over the broken line.
   * Null for a fault that sets and lines have nothing to do with. `share` of all such requests, beside the share of
   * the sets that are broken (null for a line).
   */
  blast: z.strictObject({ share: figure, theory: figure, inside: side, outside: side }).nullable(),
  /** Sets of the region (new orders) and access servers of the region; null where none were away. */
  survivors: z.strictObject({ sets: survivors.nullable(), access: survivors.nullable() }).nullable(),
});
