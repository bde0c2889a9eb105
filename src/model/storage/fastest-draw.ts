/**
 * Gives a group's primary the fastest of the pairs of legs drawn for its copies: it sits beside the writer, so that draw is
 * its own, and the W-th of all N alike draws stays what it was.
 */
export function giveTheFastest(primary: number, writeMs: Float64Array, ackMs: Float64Array): void {
  let fastest = primary;
  for (let i = 0; i < writeMs.length; i++) {
    const sumMs = (writeMs[i] as number) + (ackMs[i] as number);
    if (sumMs < (writeMs[fastest] as number) + (ackMs[fastest] as number)) fastest = i;
  }
  if (fastest === primary) return;
  swap(writeMs, fastest, primary);
  swap(ackMs, fastest, primary);
}

function swap(legs: Float64Array, i: number, j: number): void {
  const legMs = legs[i] as number;
  legs[i] = legs[j] as number;
  legs[j] = legMs;
}
