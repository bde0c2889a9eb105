import type { Output, Terminal } from "../../src/cli/terminal.ts";

/** A terminal made of strings, with a clock that moves only when told. */
export interface FakeTerminal extends Terminal {
  printed: { stdout: string; stderr: string };
  nowMs: number;
  /** Pages that were opened in the browser. */
  opened: string[];
  /** Presses Ctrl-C. */
  interrupt(): void;
}

export function fakeTerminal(
  options: { isTerminal?: boolean; env?: Record<string, string> } = {},
): FakeTerminal {
  const printed = { stdout: "", stderr: "" };
  let stop = (): void => {};
  const output = (name: "stdout" | "stderr"): Output => ({
    isTerminal: options.isTerminal ?? false,
    columns: 80,
    write: async (text) => {
      printed[name] += text;
    },
  });
  const terminal: FakeTerminal = {
    printed,
    nowMs: 0,
    opened: [],
    open: async (file) => {
      terminal.opened.push(file);
      return undefined;
    },
    stdout: output("stdout"),
    stderr: output("stderr"),
    env: options.env ?? {},
    now: () => terminal.nowMs,
    interrupt: () => stop(),
    onInterrupt: (listener) => {
      stop = listener;
      return () => {
        stop = () => {};
      };
    },
  };
  return terminal;
}
