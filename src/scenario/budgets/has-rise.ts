/** The limits of a budget that are against a baseline. */
interface Rises {
  maxIncrease?: number | undefined;
  maxIncreaseBy?: number | undefined;
  maxDecrease?: number | undefined;
  maxDecreaseBy?: number | undefined;
}

/** Whether a budget limits what has changed since a baseline. */
export function hasRise({ maxIncrease, maxIncreaseBy, maxDecrease, maxDecreaseBy }: Rises): boolean {
  return [maxIncrease, maxIncreaseBy, maxDecrease, maxDecreaseBy].some((limit) => limit !== undefined);
}
