/** What is called in a method's place: it says when the method goes on, and with what answer. */
type Instead<Method> = Method extends (...args: infer Args) => infer Answer
  ? (go: () => Answer, ...args: Args) => Answer
  : never;

/**
 * Lets somebody watch one method of one part: `tell` is called in its place and decides when it goes on. The part
 * and all others of its class know nothing of it, so that a world that nobody watches runs as if this did not exist.
 */
export function around<Part extends object, Name extends keyof Part>(
  part: Part,
  name: Name,
  tell: Instead<Part[Name]>,
): void {
  const own = part[name] as (...args: unknown[]) => unknown;
  const instead = tell as (go: () => unknown, ...args: unknown[]) => unknown;
  part[name] = ((...args: unknown[]) => instead(() => own.apply(part, args), ...args)) as Part[Name];
}
