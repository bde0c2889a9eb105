import type { Task } from "../../execute/task.ts";
import type { AnyScenario } from "../../scenario/scenario.ts";
import { type Arguments, textOption } from "../command.ts";
import { InputError } from "../input-error.ts";
import { scaleOption } from "../scale-option.ts";
import { timeOption } from "../time-option.ts";

/** What --scale, --from and --to say of all runs, and the flags as they were given. */
export function windowOptions(
  args: Arguments,
  scenario: AnyScenario,
): { window: Pick<Task, "k" | "fromMs" | "toMs">; flags: string[] } {
  const window: Pick<Task, "k" | "fromMs" | "toMs"> = {};
  const flags: string[] = [];
  for (const name of ["scale", "from", "to"] as const) {
    const text = textOption(args, name);
    if (text === undefined) continue;
    if (scenario.kind === "lab") throw new InputError(`--${name}: a lab has none`);
    const evening = { start: scenario.run.from, toMs: scenario.run.to };
    if (name === "scale") window.k = scaleOption(text);
    else window[`${name}Ms`] = timeOption(name, text, evening);
    flags.push(`--${name}`, text);
  }
  if (scenario.kind === "lab") return { window, flags };
  const { fromMs = scenario.run.begin, toMs = scenario.run.to } = window;
  if (fromMs >= toMs) throw new InputError("--from is not before --to");
  return { window, flags };
}
