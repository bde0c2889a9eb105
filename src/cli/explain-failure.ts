/**
 * An error that is a fault of ours, for the one who met it: what broke (an invariant's message names part, simulated
 * time and seed), and how to report it. The stack is for those who ask with --debug.
 */
export function explainFailure(error: unknown, version: string, debug: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  const stack = debug && error instanceof Error && error.stack !== undefined ? `${error.stack}\n` : "";
  const next = debug ? "" : " and what the same command prints with --debug";
  return [
    `This is a bug of hongbao, not of your input: ${message}`,
    `Please report it with the command, the scenario file${next}`,
    `(hongbao ${version}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}).`,
    stack,
  ].join("\n");
}
