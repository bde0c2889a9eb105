import type { Span } from "../../result/figures/span.ts";

/** A span cut into slices of this length; what is left over at the end is none. Whole where no length is given. */
export function slicesOf(span: Span, eachMs: number | undefined): Span[] {
  if (eachMs === undefined) return [span];
  const many = Math.floor((span.toMs - span.fromMs) / eachMs);
  return Array.from({ length: many }, (_, i) => {
    const fromMs = span.fromMs + i * eachMs;
    return { fromMs, toMs: fromMs + eachMs };
  });
}
