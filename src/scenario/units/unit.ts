/** How one kind of quantity is written in a scenario file, and what it is in the simulator. */
export interface Unit<T extends number> {
  readonly name: string;
  /** What a user should write: "a duration such as 30ms, 2.5s or 10min". */
  readonly expected: string;
  /** A value in the file language, for placeholders and examples. */
  readonly example: string | number;
  /** Regular expression of what `parse` reads, without ^ and $; for editors, so it may let more through. */
  readonly pattern: string;
  /** The canonical number, or in words why the text is none. */
  parse(text: string): T | NotAQuantity;
  /** Text that `parse` turns into exactly this number again, in the unit that makes it shortest. */
  print(value: T): string;
}

/** Why a text is no quantity: "it has no unit". */
export interface NotAQuantity {
  readonly why: string;
}

export function isQuantity<T extends number>(parsed: T | NotAQuantity): parsed is T {
  return typeof parsed === "number";
}
