import { Federation } from "../../kernel/federation.ts";
import { InvariantError } from "../../kernel/invariant.ts";
import { Simulation } from "../../kernel/simulation.ts";

/** The name of the class of what a plain copy stands for. */
const CLASS = "$class";

/** What has no place in a mirror. */
const LEFT_OUT = Symbol("left out");

type Plain = Record<string, unknown>;

/**
 * A copy of an object and of all that it refers to, as plain data that can be sent to another thread: typed arrays
 * stay themselves, what is shared stays shared, functions and the machinery of events are left out.
 */
export function mirror(root: object): object {
  const seen = new Map<object, object>();
  const copy = (value: unknown): unknown => {
    if (typeof value === "function") return LEFT_OUT;
    if (value instanceof Simulation || value instanceof Federation) return LEFT_OUT;
    if (typeof value !== "object" || value === null) return value;
    if (ArrayBuffer.isView(value)) return value;
    const known = seen.get(value);
    if (known !== undefined) return known;
    if (Array.isArray(value)) {
      const into: unknown[] = [];
      seen.set(value, into);
      for (const item of value) {
        const copied = copy(item);
        into.push(copied === LEFT_OUT ? undefined : copied);
      }
      return into;
    }
    if (value instanceof Set) return new Set([...value].filter((item) => typeof item !== "object"));
    if (value instanceof Map) {
      const into = new Map<unknown, unknown>();
      seen.set(value, into);
      for (const [key, item] of value) {
        const copied = typeof key === "object" ? LEFT_OUT : copy(item);
        if (copied !== LEFT_OUT) into.set(key, copied);
      }
      return into;
    }
    const into: Plain = {};
    seen.set(value, into);
    const made = value.constructor;
    if (made !== undefined && made !== Object) into[CLASS] = made.name;
    for (const [key, item] of Object.entries(value)) {
      const copied = copy(item);
      if (copied !== LEFT_OUT) into[key] = copied;
    }
    return into;
  };
  return copy(root) as object;
}

/** The buffers of all typed arrays in a mirror: what can be handed over to another thread instead of being copied. */
export function buffersOf(root: object): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    } else if (value instanceof Map) for (const item of value.values()) visit(item);
    else for (const item of Object.values(value)) visit(item);
  };
  visit(root);
  return [...buffers];
}

/**
 * Brings an object, made just as the one that was mirrored, to the other's state: values and typed arrays are taken
 * over, its own objects and their methods stay.
 * @throws InvariantError when the mirror has an object of a class where this one has none.
 */
export function graft(target: object, from: object): void {
  const seen = new Map<object, unknown>();
  const take = (own: unknown, value: unknown, path: string): unknown => {
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
    const known = seen.get(value);
    if (known !== undefined) return known;
    if (Array.isArray(value)) {
      const into: unknown[] = Array.isArray(own) ? own : [];
      seen.set(value, into);
      if (into.length > value.length) into.length = value.length;
      value.forEach((item, i) => {
        // What was left out of a list, functions, stays what it is here.
        const taken = item === undefined ? into[i] : take(into[i], item, `${path}[${i}]`);
        if (into[i] !== taken || i >= into.length) into[i] = taken;
      });
      return into;
    }
    if (value instanceof Set) return value;
    if (value instanceof Map) {
      const into: Map<unknown, unknown> = own instanceof Map ? own : new Map();
      seen.set(value, into);
      for (const [key, item] of value) into.set(key, take(into.get(key), item, `${path}.${String(key)}`));
      return into;
    }
    const isOwn = typeof own === "object" && own !== null;
    const name = (value as Plain)[CLASS];
    if (!isOwn && name !== undefined) {
      throw new InvariantError("threads", `${path} is a new ${String(name)} that this thread cannot make`);
    }
    const into = (isOwn ? own : {}) as Plain;
    seen.set(value, into);
    for (const [key, item] of Object.entries(value)) {
      if (key === CLASS) continue;
      const taken = take(into[key], item, `${path}.${key}`);
      if (into[key] !== taken) into[key] = taken;
    }
    return into;
  };
  take(target, from, "district");
}
