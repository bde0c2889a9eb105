import { setFlagsFromString } from "node:v8";

/**
 * Sets V8's limits to what a simulation needs. To be called before the engine has become hot.
 *
 * - More of what an event calls is inlined: a request passes some sixty small methods, and at the default limits (920 and
 *   460 bytes of code) calls and boxed numbers between them cost a tenth of a gala (measured; larger limits gain nothing
 *   more).
 * - A function has to run six times as long before it is optimized. V8 optimizes on other cores than the one that
 *   runs, but those are wanted by other threads, and at the default of 67,584 bytes it does much in vain: compiling takes
 *   2.3 s of a quarter of an hour of the gala instead of 3.2 s, of its report 0.4 s instead of 1.6 s. At 1,000,000 what runs
 *   before it is compiled costs as much as that saves.
 * - The young generation is collected by the thread that made it: hardly anything in it survives, and help that has to
 *   be called and waited for costs more than it brings (0.5 s of 12.6 s).
 */
export function tuneV8(): void {
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=4000");
  setFlagsFromString("--max-inlined-bytecode-size=1000");
  setFlagsFromString("--interrupt-budget=400000");
  setFlagsFromString("--no-parallel-scavenge");
}
