/**
 * Something the user gave is at fault: a flag, a file, a folder. The message is one or more whole lines that say where,
 * what was found, what was expected; the command prints it without a stack and exits 2.
 */
export class InputError extends Error {
  override readonly name = "InputError";
}
