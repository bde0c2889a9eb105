import { engineVersion } from "../../result/engine-version.ts";
import { type Arguments, type Command, type Context, flag, textOption } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { InputError } from "../input-error.ts";
import { countOption } from "../sweep/count-option.ts";
import { PASSWORD_VARIABLE, queueOption, withQueue } from "../sweep/queue-option.ts";
import { runsAtATime } from "../workers-option.ts";

export const workerCommand: Command = {
  usage: "worker",
  describe: "Do the runs of sweeps from a queue, on as many machines as wanted",
  declare: (parser) =>
    parser
      .option("queue", {
        type: "string",
        nargs: 1,
        describe: `redis:// or rediss:// address; a password may stand in ${PASSWORD_VARIABLE} instead`,
      })
      .option("workers", { type: "string", nargs: 1, describe: "Runs at a time [default: the cores]" })
      .option("idle", { type: "string", nargs: 1, describe: "End when nothing came for so many seconds" })
      .option("quiet", { type: "boolean", describe: "Say nothing" })
      .example("$0 worker --queue redis://queue.example:6379", "until it is told to stop")
      .example("$0 worker --queue rediss://queue.example:6380 --idle 60", "for a batch system"),
  execute,
};

async function execute(args: Arguments, { terminal }: Context): Promise<ExitCode> {
  const queue = textOption(args, "queue");
  if (queue === undefined) throw new InputError("--queue: an address is missing, such as redis://host:6379");
  const address = queueOption(queue, terminal.env);
  const workers = runsAtATime(textOption(args, "workers"));
  const idle = textOption(args, "idle");
  const stop = new AbortController();
  const endListening = terminal.onInterrupt(() => stop.abort());
  const say = async (text: string): Promise<void> => {
    if (!flag(args, "quiet")) await terminal.stderr.write(`${text}\n`);
  };
  try {
    await say(`Waiting for runs at ${address.shown}, ${workers} at a time`);
    const done = await withQueue(async () => {
      const { queueWorker } = await import("../../execute/queue/queue-worker.ts");
      return queueWorker({
        address,
        version: engineVersion(),
        workers,
        ...(idle === undefined ? {} : { idleMs: 1000 * countOption("idle", idle) }),
        onDone: () => {},
        signal: stop.signal,
      });
    });
    await say(`${done} runs done`);
    return EXIT.ok;
  } finally {
    endListening();
  }
}
