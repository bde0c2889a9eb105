import { expect, test } from "vitest";
import { shortPath } from "../../src/report/short-path.ts";
import { noise } from "./fixture-curve.ts";

/** Where a path of straight lines goes, point by point. */
function points(d: string): [number, number][] {
  const found: [number, number][] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  for (const [, letter = "", rest = ""] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const n = [...rest.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(([text]) => Number(text));
    if (letter === "Z") [x, y] = [startX, startY];
    if (letter === "H") x = n[0] ?? 0;
    if (letter === "h") x += n[0] ?? 0;
    if (letter === "V") y = n[0] ?? 0;
    if (letter === "v") y += n[0] ?? 0;
    for (let i = 0; "MLl".includes(letter) && i < n.length; i += 2) {
      const [a = 0, b = 0] = [n[i], n[i + 1]];
      [x, y] = letter === "l" ? [x + a, y + b] : [a, b];
      if (letter === "M") [startX, startY] = [x, y];
      if (letter !== "M" && i + 2 < n.length) found.push([x, y]);
    }
    found.push([x, y]);
  }
  return found;
}

test("a shortened outline passes through the same points, to a tenth of a pixel", () => {
  const random = noise("path");
  for (let run = 0; run < 200; run++) {
    let d = "";
    for (let i = 0; i < 40; i++) {
      const [a, b] = [random() * 900, random() < 0.3 ? 100 : random() * 200];
      const letter = i === 0 ? "M" : (["L", "L", "L", "H", "V", "M", "Z"][Math.floor(random() * 7)] ?? "L");
      d +=
        letter === "Z"
          ? `ZM${a},${b}`
          : letter === "H" || letter === "V"
            ? `${letter}${a}`
            : `${letter}${a},${b}`;
    }
    const short = points(shortPath(d));
    let at = 0;
    // Points of a straight run along one axis are passed without a stop; every other one is met in order.
    for (const [x, y] of points(d)) {
      while (at < short.length && !passes(short[at - 1], short[at], x, y)) at++;
      expect(at, `${d} as ${shortPath(d)}`).toBeLessThan(short.length);
    }
    expect(shortPath(d).length).toBeLessThan(d.length);
  }
});

type Point = readonly [number, number];

/** Whether a point is the end of a step, or lies on the way there along an axis. */
function passes(from: Point | undefined, to: Point | undefined, x: number, y: number): boolean {
  if (to === undefined) return false;
  if (Math.abs(to[0] - x) < 0.06 && Math.abs(to[1] - y) < 0.06) return true;
  if (from === undefined || (from[0] !== to[0] && from[1] !== to[1])) return false;
  const within = (a: number, b: number, at: number): boolean =>
    at > Math.min(a, b) - 0.06 && at < Math.max(a, b) + 0.06;
  return within(from[0], to[0], x) && within(from[1], to[1], y);
}

test("an outline with curves keeps them, its numbers rounded", () => {
  expect(shortPath("M0.123,1.26C3,4.04 5,6 7.77,8")).toBe("M0.1,1.3C3,4 5,6 7.8,8");
});

test("numbers are said as short as they may be", () => {
  expect(shortPath("M0,200L0.5,199.5L1,198.5L20,198.5L20,0Z")).toBe("M0 200l.5-.5 .5-1h19v-198.5Z");
});
