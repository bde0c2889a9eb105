import { escaped } from "../../result/escaped.ts";

/** Characters that XML 1.0 cannot hold at all, and halves of surrogate pairs. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text as part of XML, in an element or an attribute; what cannot be held becomes a question mark. */
export function xml(text: string): string {
  return escaped(text.replace(FORBIDDEN, "\ufffd"));
}

/** The same in an attribute, where line breaks would be read as spaces. */
export function attribute(text: string): string {
  return xml(text).replace(/\n/g, "&#10;").replace(/\r/g, "&#13;").replace(/\t/g, "&#9;");
}
