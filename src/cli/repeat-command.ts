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
  return words.map(quoted).join(" ");
}

/** A word as a POSIX shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
