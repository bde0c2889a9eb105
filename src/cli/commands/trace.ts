import { basename, dirname } from "node:path";
import type { PlaceNames } from "../../run/trace/place-names.ts";
import type { Traced } from "../../run/trace/trace.ts";
import {
  type Arguments,
  type Command,
  type Context,
  flag,
  listOption,
  positional,
  textOption,
} from "../command.ts";
import type { LoadedScenario, RunOptions } from "../engine.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { knownWord } from "../known-word.ts";
import { prepareFolder, writeFiles } from "../output-folder.ts";
import { ProgressLine } from "../progress-line.ts";
import { scaleOption } from "../scale-option.ts";
import { setOption } from "../set-option.ts";
import { countOption } from "../sweep/count-option.ts";
import { timeOption } from "../time-option.ts";

export const traceCommand: Command = {
  usage: "trace <file>",
  describe: "Tell in words what happened to single requests of a run, hop by hop",
  declare: (parser) =>
    parser
      .positional("file", { type: "string", describe: "Scenario file (YAML)" })
      .option("step", {
        type: "string",
        nargs: 1,
        describe: "shake, send, grab, open or share [default: grab]",
      })
      .option("at", {
        type: "string",
        nargs: 1,
        describe:
          "Requests that leave a handset at this time of the scenario's clock or later [default: the start]",
      })
      .option("where", {
        type: "string",
        array: true,
        nargs: 1,
        describe:
          "Only those of a region, carrier, access (wifi, 4g, 3g, 2g) or set: set=3; may be given many times",
      })
      .option("ended", {
        type: "string",
        nargs: 1,
        describe:
          "Only those that ended like this: full, degraded, refused, failed, or with a word of the result (won, timeout)",
      })
      .option("count", { type: "string", nargs: 1, describe: "How many to tell of, the first [default: 1]" })
      .option("perfetto", {
        type: "string",
        nargs: 1,
        describe: "Write the same for a trace viewer into this file",
      })
      .option("seed", { type: "string", nargs: 1, describe: "Seed of all random streams" })
      .option("set", setOption("the scenario"))
      .option("scale", { type: "string", nargs: 1, describe: "1/k: one simulated shake stands for k" })
      .option("from", { type: "string", nargs: 1, describe: "Start the run at this time, as `run` does" })
      .option("to", { type: "string", nargs: 1, describe: "Stop it at this time" })
      .option("quiet", { type: "boolean", describe: "Show no progress" })
      .example("$0 trace line-cut.yaml --at 22:31:05 --ended failed", "the first grab that failed then")
      .example("$0 trace gala.yaml --step open --where set=3 --count 5", "five openings in one set")
      .example(
        "$0 trace gala.yaml --step shake --ended won --perfetto won.json",
        "a winner, for a trace viewer",
      ),
  execute,
};

async function execute(args: Arguments, { terminal, engine }: Context): Promise<ExitCode> {
  const file = positional(args, "file");
  const { accepts, endings, STEPS } = await import("../../run/trace/wanted.ts");
  const step = knownWord("--step", textOption(args, "step") ?? "grab", STEPS);
  const ended = textOption(args, "ended");
  if (ended !== undefined) knownWord(`--ended of a ${step}`, ended, endings(step));
  const count = countOption("count", textOption(args, "count") ?? "1");
  const options: RunOptions = {};
  const seed = textOption(args, "seed");
  if (seed !== undefined) options.seed = seed;
  const scale = textOption(args, "scale");
  if (scale !== undefined) options.k = scaleOption(scale);
  const [from, to, at] = [textOption(args, "from"), textOption(args, "to"), textOption(args, "at")];

  const scenario = await engine.load(file, listOption(args, "set"));
  if (scenario.kind === "lab")
    throw new InputError(`${file} is a lab: trace tells of requests in an architecture`);
  if (from !== undefined) options.fromMs = timeOption("from", from, scenario);
  if (to !== undefined) options.toMs = timeOption("to", to, scenario);
  const fromMs = options.fromMs ?? scenario.fromMs;
  const toMs = options.toMs ?? scenario.toMs;
  if (fromMs >= toMs)
    throw new InputError(`--from ${from ?? "(the start)"} is not before --to ${to ?? "(the end)"}`);
  const atMs = at === undefined ? fromMs : timeOption("at", at, scenario);
  if (atMs < fromMs) throw new InputError(`--at ${at} is before the run begins, which nobody counts`);
  const where = await placesOf(listOption(args, "where"), scenario);
  const out = textOption(args, "perfetto");
  if (out !== undefined) await prepareFolder(dirname(out));

  const wanted = { step: STEPS.indexOf(step), fromMs: atMs, count, accepts: accepts(where, ended) };
  const progress = flag(args, "quiet") ? undefined : new ProgressLine(terminal);
  let interrupted = false;
  const endListening = terminal.onInterrupt(() => {
    interrupted = true;
  });
  const { timeOfDay } = await import("../../result/clock-text.ts");
  let traced: Traced;
  try {
    traced = await scenario.trace.run(wanted, {
      ...options,
      shouldStop: () => interrupted,
      progressEveryMs: 1000,
      onProgress: ({ simulatedMs, share, events }) =>
        progress?.update({ clock: timeOfDay(scenario.start, simulatedMs), share, events }),
    });
  } finally {
    progress?.end();
    endListening();
  }
  const { storiesText } = await import("../../run/trace/story-text.ts");
  await terminal.stdout.write(storiesText(traced.stories, scenario.start));
  if (out !== undefined) {
    const { perfettoJson } = await import("../../run/trace/perfetto.ts");
    const text = perfettoJson(traced.stories, scenario.start);
    await writeFiles(dirname(out), [{ name: basename(out), text: () => text }]);
    await terminal.stderr.write(`Wrote ${out}\n`);
  }
  if (traced.stories.length < count)
    await terminal.stderr.write(missing(traced, step, count, timeOfDay(scenario.start, traced.untilMs)));
  if (interrupted) return EXIT.interrupted;
  return traced.stories.length === 0 ? EXIT.undecided : EXIT.ok;
}

/** Why there are fewer stories than were asked for. */
function missing({ stories, ended }: Traced, step: string, count: number, until: string): string {
  const endings = Object.entries(ended).map(([how, requests]) => `${requests} ${how}`);
  return `${stories.length} of ${count} found: until ${until} the run followed every ${step} from then on: ${endings.join(", ")}\n`;
}

/** The values of `--where`, each a known place and one of its names. */
async function placesOf(words: readonly string[], scenario: LoadedScenario) {
  const chosen = new Map<keyof PlaceNames, string>();
  if (words.length === 0) return chosen;
  const names = await scenario.trace.names();
  for (const word of words) {
    const [, place = word, name = ""] = /^([^=]*)=(.*)$/.exec(word) ?? [];
    const known = knownWord("--where", place, Object.keys(names)) as keyof PlaceNames;
    if (chosen.has(known)) throw new InputError(`--where: ${known} is given twice`);
    // A set may be called by its number.
    const numbered = known === "set" && /^\d+$/.test(name) ? names.set[Number(name)] : undefined;
    chosen.set(known, numbered ?? knownWord(`--where ${known}`, name, names[known]));
  }
  return chosen;
}
