import { setFlagsFromString } from "node:v8";

/** Bytes of bytecode that V8 may build into one function; its own limit is 920. */
const INLINED_MAX = 2000;

/**
 * Lets V8 build more into one function of machine code. A shake passes a dozen small parts, more than fit in under V8's own
 * limit: those that do not are called, and hand over every float64 in a box of its own. For the whole process and its
 * threads; what is computed stays the same.
 */
export function inlineMore(): void {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${INLINED_MAX}`);
}
