/**
 * The known word most like the one written, or undefined when none is alike. Case, separators and Unicode
 * composition do not count; a swap of neighbours counts as one edit.
 */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const from = folded(written);
  let best: string | undefined;
  // One or two letters are too few to tell a slip from another word.
  let least = from.length < 3 ? 1 : Math.max(1, Math.floor(from.length / 3)) + 1;
  for (const word of known) {
    const to = folded(word);
    if (Math.abs(to.length - from.length) >= least) continue;
    const distance = editDistance(from, to);
    if (distance < least) {
      least = distance;
      best = word;
    }
  }
  return best;
}

function folded(word: string): string[] {
  return [
    ...word
      .normalize("NFC")
      .toLowerCase()
      .replace(/[\s_-]/g, "")
      .slice(0, 64),
  ];
}

/** Optimal string alignment distance: insert, delete, replace, swap neighbours. */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((row[j - 1] ?? 0) + 1, (above[j] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
