import { extent, ticks } from "d3-array";
import { shortenMiddle, tameText } from "../tame.ts";

/** Where the values of something that is varied stand on an axis. */
export interface PlaceAxis {
  title: string;
  /** Place of a value as it was written. */
  at(value: string): number;
  ticks: { at: number; text: string }[];
  domain: [number, number];
}

const LABEL_MAX = 14;

/**
 * Values of one unit stand where their number says, by its logarithm where most of them would crowd at the left end;
 * others in the order in which they were given.
 */
export function placeAxis(path: string, values: readonly string[]): PlaceAxis {
  const title = tameText(path);
  const known = [...new Set(values)];
  const quantities = known.map((value) => /^(\d+(?:\.\d+)?)(.*)$/s.exec(value));
  const suffix = quantities[0]?.[2] ?? "";
  const numeric = known.length > 1 && quantities.every((quantity) => quantity?.[2] === suffix);
  if (!numeric) {
    const places = new Map(known.map((value, i) => [value, i]));
    return {
      title,
      at: (value) => places.get(value) ?? 0,
      ticks: known.map((value, at) => ({ at, text: shortenMiddle(tameText(value), LABEL_MAX) })),
      domain: [-0.5, known.length - 0.5],
    };
  }
  const numbers = known.map((value) => Number.parseFloat(value)).sort((a, b) => a - b);
  const place = crowds(numbers) ? Math.log10 : (number: number) => number;
  const [low = 0, high = 1] = extent(numbers);
  const room = (place(high) - place(low)) * 0.04;
  const at = numbers.length <= 8 || crowds(numbers) ? numbers : ticks(low, high, 8);
  return {
    title,
    at: (value) => place(Number.parseFloat(value)),
    ticks: at.map((number) => ({ at: place(number), text: `${number}${suffix}` })),
    domain: [place(low) - room, place(high) + room],
  };
}

/** Whether most of these ascending numbers lie in the first tenth of the way to the last: 1, 10, 100, 1000. */
function crowds(numbers: readonly number[]): boolean {
  const [low = 0, high = 0] = [numbers[0], numbers.at(-1)];
  return low > 0 && (numbers[numbers.length >> 1] as number) <= 0.1 * high;
}
