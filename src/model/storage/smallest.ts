/** The n-th smallest value, n >= 1; sorts in place (a handful of values). */
export function smallest(values: Float64Array, n: number): number {
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    let j = i;
    while (j > 0 && (values[j - 1] as number) > value) {
      values[j] = values[j - 1] as number;
      j--;
    }
    values[j] = value;
  }
  return values[n - 1] as number;
}
