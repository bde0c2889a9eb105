// Undoes packed.ts. A test compares the two.

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const PLACES = Object.fromEntries([...DIGITS].map((digit, place) => [digit, place]));

/** Whole numbers, each the step from the one before it; null where there was no sample. */
export function unpackedNumbers(text) {
  const numbers = [];
  let at = 0;
  let i = 0;
  const next = () => PLACES[text[i++]];
  while (i < text.length) {
    const first = next();
    if (first === 63) {
      const last = numbers.at(-1);
      for (let again = 64 * next() + next(); again > 0; again--) numbers.push(last);
      continue;
    }
    if (first < 47) at += first - 23;
    else if (first < 61) at += (first - 47) * 64 + next() - 448;
    else if (first === 61) at = (next() * 64 + next()) * 64 + next() - 131_072;
    numbers.push(first === 62 ? null : at);
  }
  return numbers;
}

function figure(rank) {
  if (rank === null || rank === 0) return rank;
  const place = Math.abs(rank) - 1;
  return Math.sign(rank) * Number(`${100 + (place % 900)}e${Math.floor(place / 900) - 20}`);
}

/** Figures with three significant digits. */
export const unpacked = (text) => unpackedNumbers(text).map(figure);
