/** A longer copy of a typed array, zero at the end. */
export function enlarge<T extends Float64Array | Int32Array | Int16Array | Uint16Array | Uint8Array>(
  array: T,
  length: number,
): T {
  const larger = new (array.constructor as new (length: number) => T)(length);
  larger.set(array);
  return larger;
}
