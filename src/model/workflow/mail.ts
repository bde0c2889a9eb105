/**
 * Messages between districts: what the eight numbers of each kind mean, and the int32 that goes with them.
 * A message to another region passes the edge of either region and a line in between.
 */

/** A call of an access server to a set. */
export const CALL = 0;
/** The set's answer. */
export const REPLY = 1;
/** A packet shown to the members of a group in one region. */
export const FAN_OUT = 2;
/** A probe of a path between two regions, and its echo. */
export const PROBE = 3;
export const ECHO = 4;

/** A round trip to an order's data before the call proper, and its way back; the same of a handshake. */
export const TRIP = 5;
export const TRIP_BACK = 6;
export const HANDSHAKE = 7;
export const HANDSHAKE_BACK = 8;

/** A set writes to a copy in another region: what that puts on the line. */
export const COPY = 9;

/** A packet has been shown in another region: its edge tells the one that sent it. */
export const RECEIPT = 10;

/** CALL, REPLY and trips: request slot at the edge that called, the call's tag, the set. */
export const M_SLOT = 0;
export const M_TAG = 1;
export const M_SET = 2;
/** CALL: packet asked for, or amount to put in [fen]. REPLY: packet created, or amount opened [fen]. */
export const M_VALUE = 3;
/** CALL: user or member. REPLY: status. */
export const M_MEMBER = 4;
export const M_STATUS = 4;
/**
 * CALL: until when somebody waits for the answer, as far as the set is told [ms]; Infinity. REPLY: 1 when something was left
 * out of the answer, and twice the priorities the set refuses.
 */
export const M_UNTIL = 5;
export const M_DEGRADED = 5;
/** CALL: shares of the packet to be created. REPLY: when it left the IDC [ms]. */
export const M_SHARES = 6;
export const M_LEFT = 6;
/** Trips and handshakes: how many are still to make, this one among them. */
export const M_TRIPS = 3;
/** FAN_OUT: packet, members, number of the first. */
export const M_PACKET = 0;
export const M_MEMBERS = 1;
export const M_FIRST = 2;
/** FAN_OUT over a line, where it is sent again: its number, and the first of which its edge has no receipt. */
export const M_NUMBER = 3;
export const M_OLDEST = 4;
/** RECEIPT: the number that has come. */
export const M_RECEIVED = 0;
/** PROBE and ECHO: place of the path in the prober's route, number of the probe, its size [bytes]. */
export const M_PATH = 0;
export const M_PROBE = 1;
export const M_BYTES = 2;
/** Any kind, on a line: when it was put on the line [ms]. */
export const M_ON_LINE = 7;

/** The int32 of a message: kind, region it comes from, region it is for, the step it belongs to, line it is on. */
export function address(kind: number, from: number, to: number, step: number, line = 0): number {
  return kind | (from << 4) | (to << 12) | (step << 20) | (line << 23);
}
export function kindOf(arg: number): number {
  return arg & 15;
}
export function fromRegion(arg: number): number {
  return (arg >> 4) & 255;
}
export function toRegion(arg: number): number {
  return (arg >> 12) & 255;
}
export function stepOf(arg: number): number {
  return (arg >> 20) & 7;
}
export function lineOf(arg: number): number {
  return arg >>> 23;
}

/** How a set answers. */
export const OK = 0;
/** No share is left. */
export const NONE_LEFT = 1;
/** The packet, or the share asked for, is not there (any more). */
export const NOT_THERE = 2;
/** The set's overload control said no. */
export const SET_BUSY = 3;
/** Too many of the packet's transactions are in the database. */
export const PACKET_BUSY = 4;
/** The database does not take writes. */
export const UNAVAILABLE = 5;
/** The set's ladder has given up what was asked for. */
export const GIVEN_UP = 7;
/** What is asked lives here, and needs a database that cannot do it now: come back later. */
export const LATER = 8;
/** When its turn comes nobody waits for the answer any more: as if its deadline had passed. */
export const TOO_LATE = 9;
/** No answer yet: the call waits in the database. No message ever says so. */
export const PENDING = 6;
