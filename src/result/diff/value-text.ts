const LENGTH_MAX = 200;

/** A value of a document as text: every digit of a number; what is not there is said. */
export function valueText(value: unknown): string {
  if (value === undefined) return "not there";
  const text = JSON.stringify(value) ?? "not there";
  return text.length <= LENGTH_MAX ? text : `${text.slice(0, LENGTH_MAX - 1)}…`;
}
