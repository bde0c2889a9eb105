import { z } from "zod";

const count = z.number().nonnegative();
const reasons = z.record(z.string(), count);

const line = z.strictObject({
  /** Line and direction: "sz-sh-main:sz>sh". */
  id: z.string(),
  /** Of the fullest part window, 0..1. */
  peakUtilisation: z.number(),
  /** Bytes carried, by what they were for: calls, answers, shown (packets shown to groups), transit, probes, copies (writes to copies). */
  bytes: reasons,
  /** Messages lost, by why: no room in the buffer, loss, sent into a cut, on the way at one. */
  lost: z.strictObject({ full: count, loss: count, cut: count, inFlight: count }),
});

const route = z.strictObject({
  /** Route as one of its ends sees it: "sz-sh:sz>sh". */
  id: z.string(),
  /** Changes of the path in use, by name; "no line" where none was left. */
  switches: z.array(z.strictObject({ atMs: z.number(), from: z.string(), to: z.string() })),
  /** Messages for which there was no path. */
  unsent: count,
});

/** A campus that was cut off from access servers while it lived. */
const campus = z.strictObject({
  id: z.string(),
  /** Messages lost on the way in, and on the way out: answers, and packets to be shown. */
  lost: z.strictObject({ calls: count, answers: count }),
});

/** What all requests of a step cost behind the access servers, warm-up and drain included. */
const chain = z.strictObject({
  /** First attempts that came off the air: what to divide the others by. */
  requests: count,
  /** Calls to sets, and the round trips before them: operations from afar, handshakes. */
  roundTrips: count,
  /** Messages from one place to another: access layer, IDC, the edges at a line's ends. A handset's own are none. */
  hops: count,
  /** Of those, messages put on a line, lost ones too, and their bytes; over two lines it is two messages. */
  lineMessages: count,
  lineBytes: count,
});

/** Calls over connections that are closed when idle, and those that had to set one up first. */
const connections = z.strictObject({ calls: count, setUps: count });

/** Packets shown to groups in other regions, where their showing is sent again: packets times regions. */
const showings = z.strictObject({
  /** To be shown, and messages sent again because no receipt came in time. */
  sent: count,
  again: count,
  /** Shown, and messages that came once more because a receipt was lost or late. */
  shown: count,
  twice: count,
  /** Given up after the last try, and the members of their groups. */
  givenUp: count,
  unseen: count,
});

/** Lines, routes and requests' ways over them. `perStep` makes a member of each step. */
export function networkSchema<T extends z.ZodType>(perStep: (of: typeof chain) => T) {
  return z.strictObject({
    lines: z.array(line),
    routes: z.array(route),
    /** Those that lost messages; absent where none was cut off. */
    campuses: z.array(campus).optional(),
    /** Absent where connections stay open, or each call makes one. */
    connections: connections.optional(),
    /** Absent where what is lost is not sent again. */
    showings: showings.optional(),
    chain: perStep(chain).optional(),
  });
}
