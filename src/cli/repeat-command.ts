export interface RunFlags {
  seed: string;
  /** Of an architecture; a lab has none. */
  k?: number;
  sets: readonly string[];
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * The command that repeats a run, written so that it can be pasted into a shell. Paths are left out: the same scenario
 * gives the same bytes wherever its file lies. The seed and scale are spelled out, the scenario's own included.
 */
export function repeatCommand({ seed, k, sets, from, to }: RunFlags): string {
  const words = ["hongbao", "run", "FILE", `--seed=${seed}`];
  if (k !== undefined) words.push("--scale", `1/${k}`);
  for (const set of sets) words.push("--set", set);
  if (from !== undefined) words.push("--from", from);
  if (to !== undefined) words.push("--to", to);
  return commandText(words);
}

/** Words as one line that can be pasted into a shell. */
export function commandText(words: readonly string[]): string {
  return words.map(quoted).join(" ");
}

/** The command that runs one seed of a checked scenario again: there the file is known, as it was given. */
export function replayCommand(file: string, { seed, sets }: Pick<RunFlags, "seed" | "sets">): string {
  // A file named like an option is one all the same.
  const path = file.startsWith("-") ? `./${file}` : file;
  return ["hongbao", "run", path, `--seed=${seed}`, ...sets.flatMap((set) => ["--set", set])]
    .map(quoted)
    .join(" ");
}

/** A word as a POSIX shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
