/** A text from outside on one line: control and formatting characters, which could rewrite a screen, become spaces. */
export function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}
