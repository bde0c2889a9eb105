import { setFlagsFromString } from "node:v8";

/**
 * Sets V8's limits to what a simulation needs. To be called before the engine has become hot.
 *
 * - More of what an event calls is inlined: a request passes some sixty small methods, and at the default limits (920 and
 *   460 bytes of code) calls and boxed numbers between them cost a tenth of a gala (measured; larger limits gain nothing
 *   more).
 * - A function has to run six times as long before it is optimized. V8 optimizes on other cores than the one that
 *   runs, but those are wanted by other threads, and for the default 67,584 bytes it does much in vain: for a quarter of an
 *   hour of the gala 3.3 s of compiling become 2.2 s, for its report 1.5 s become 0.4 s, and what runs takes no longer.
 *   At 1,000,000 the start becomes slow.
 * - The young generation is collected by the thread that made it: hardly anything in it survives, and help that has to
 *   be called and waited for costs more than it brings (0.7 of 12.5 s).
 */
export function tuneV8(): void {
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=4000");
  setFlagsFromString("--max-inlined-bytecode-size=1000");
  setFlagsFromString("--interrupt-budget=400000");
  setFlagsFromString("--no-parallel-scavenge");
}
