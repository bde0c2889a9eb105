import { escaped } from "../result/escaped.ts";

/** A piece of finished HTML. Only `html` and `raw` make one, so that a plain string can never reach the page unescaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | readonly Part[] | null | undefined | false;

/** Takes text as HTML. Only for text of our own making (compiled SVG, our style and script). */
export function raw(text: string): Markup {
  return new Markup(text);
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "string") return escaped(part);
  if (typeof part === "number") return String(part);
  return part.map(render).join("");
}

/** Template tag: every value is escaped unless it is Markup already; lists are joined, null and false vanish. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] ?? "";
  parts.forEach((part, i) => {
    text += render(part) + (strings[i + 1] ?? "");
  });
  return new Markup(text);
}

/** JSON that may stand inside a script element: it can neither close the element nor break a line. */
export function jsonForScript(value: unknown): Markup {
  const text = JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/>/g, "\\u003e")
    .replace(/&/g, "\\u0026")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
  return new Markup(text);
}
