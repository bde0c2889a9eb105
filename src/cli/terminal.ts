/** Where a command prints and what it hears; tests put strings in its place. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Wall clock [ms], for progress only: nothing of it reaches a result. */
  now(): number;
  /** Tells once that the user wants to stop. A second signal ends the process at once. Returns the end of listening. */
  onInterrupt(stop: () => void): () => void;
  /** Shows a page in the user's browser; resolves to why that failed, or to undefined. */
  open(file: string): Promise<string | undefined>;
}

export interface Output {
  readonly isTerminal: boolean;
  /** Columns of a terminal, 80 where unknown. */
  readonly columns: number;
  /** Resolves when the text has left or the reader has gone. */
  write(text: string): Promise<void>;
}

/** Whether text on this output may carry colour: a terminal, and nobody objects (no-color.org). */
export function mayColour(output: Output, env: Terminal["env"]): boolean {
  return output.isTerminal && !env.NO_COLOR && env.TERM !== "dumb";
}
