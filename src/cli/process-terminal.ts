import { InputError } from "./input-error.ts";
import { openPage } from "./open-page.ts";
import type { Output, Terminal } from "./terminal.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    stdout: streamOutput(process.stdout, "standard output"),
    stderr: streamOutput(process.stderr, "standard error"),
    env: process.env,
    now: () => performance.now(),
    onInterrupt,
    open: openPage,
  };
}

function streamOutput(stream: NodeJS.WriteStream, name: string): Output {
  // Errors reach the callback of write; without a listener they would end the process as well.
  stream.on("error", () => {});
  return {
    get isTerminal() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 80;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          // The reader (`| head`) has seen enough: that is no error of anybody.
          if (error == null || goneReader(error)) resolve();
          else reject(new InputError(`cannot write to ${name}: ${error.message}`));
        });
      }),
  };
}

function goneReader(error: Error): boolean {
  return "code" in error && (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED");
}

function onInterrupt(stop: () => void): () => void {
  const end = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, first);
  };
  // Without our listeners the second signal has its default effect: the process ends at once.
  const first = (): void => {
    end();
    stop();
  };
  for (const signal of SIGNALS) process.on(signal, first);
  return end;
}
