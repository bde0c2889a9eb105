/**
 * An order's number says where the order lives: the set's number is part of it (the last digits, as in WeChat's own
 * numbers since 2017), so that no table has to be asked and sets can be added without moving data.
 */
const SETS_MAX = 1024;

export function orderNumber(set: number, packet: number): number {
  return packet * SETS_MAX + set;
}

export function setOfOrder(order: number): number {
  // Not order % SETS_MAX, for which V8 calls out of its code.
  return order - Math.floor(order / SETS_MAX) * SETS_MAX;
}

/** The packet's reference within its set. */
export function packetOfOrder(order: number): number {
  return Math.floor(order / SETS_MAX);
}

/** A member of a packet's group as a user: the same in no other packet. */
export function userOfMember(order: number, member: number): number {
  const number = packetOfOrder(order) * MEMBERS + member + MEMBERS;
  // As in `setOfOrder`.
  return number - Math.floor(number / USERS) * USERS;
}

const MEMBERS = 1024;
const USERS = 2 ** 30;
