import { describe, expect, test } from "vitest";
import { packed, packedNumbers } from "../../src/report/packed.ts";
import {
  amount,
  bytesText,
  counted,
  duration,
  exact,
  listed,
  rate,
  share,
  yuan,
} from "../../src/report/words.ts";

const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("figures are said with three sensible digits and a unit", () => {
  test.each([
    [amount(11_012_345_678), "11 bn"],
    [amount(999_600), "1 M"],
    [amount(152_340), "152 k"],
    [amount(48), "48"],
    [amount(0), "0"],
    [amount(null), "no data"],
    [rate(13_930_000), "13.9 M/s"],
    [rate(12), "12 /s"],
    [share(0.9231), "92.3 %"],
    [share(0.99999), "99.999 %"],
    [share(1), "100 %"],
    [share(0), "0 %"],
    [duration(0.25), "0.25 ms"],
    [duration(1204), "1.2 s"],
    [duration(200_000), "3 min 20 s"],
    [duration(16_200_000), "4 h 30 min"],
    [yuan(163_000_000_000), "1.63 bn CNY"],
    [bytesText(1.15e9), "1.15 GB"],
    [bytesText(12), "12 B"],
    [exact(11_012_345_678), "11,012,345,678"],
    [counted(1, "set"), "1 set"],
    [listed(["a", "b", "c", "d", "e"]), "a, b, c and 2 more"],
  ])("%j", (text, expected) => {
    expect(plain(text)).toBe(expected);
  });
});

test("a share short of the whole is never said to be 100 %, one above nothing never 0 %", () => {
  for (let n = 1; n <= 12; n++) {
    expect(plain(share(1 - 10 ** -n))).not.toMatch(/^100/);
    expect(plain(share(10 ** -n))).not.toBe("0 %");
  }
});

describe("the live view", () => {
  test("says figures and times in the words of the static page", async () => {
    const live = await import(new URL("../../src/report/live/words.js", import.meta.url).href);
    for (const value of [0, 0.4, 1, 12.34, 999.6, 1234, 59_990, 123_456, 3.4e7, 8.1e9]) {
      expect(live.said(value, "rate")).toBe(rate(value));
      expect(live.said(value, "count")).toBe(amount(value));
      expect(live.said(value, "ms")).toBe(duration(value));
    }
    expect(live.clock(9_640_000, 72_000_000, false)).toBe("22:40:40");
  });

  test("reads packed series back, to three digits, in a character or two where neighbours are alike", async () => {
    const live = await import(new URL("../../src/report/live/unpacked.js", import.meta.url).href);
    const values = [0, 1, 1, 1, 1, null, null, null, 0.00325, -2.5, 139e5, 139e5, 999, 1.23e40, 3e-17];
    expect(live.unpacked(packed(values))).toEqual(values);
    const long = [...Array(9000).fill(7), ...Array(5000).fill(null), 7];
    expect(live.unpacked(packed(long))).toEqual(long);
    expect(packed(long).length).toBeLessThan(50);
    expect(live.unpacked(packed([13_912_345, 0.029996]))).toEqual([139e5, 0.03]);
    const noisy = Array.from({ length: 2000 }, (_, i) => 4000 + ((i * 7919) % 400));
    expect(live.unpacked(packed(noisy))).toEqual(noisy.map((v) => Number(v.toPrecision(3))));
    expect(packed(noisy).length).toBeLessThan(2.2 * noisy.length);
    const numbers = [0, 23, 46, 70, null, 518, 69, 70, -379, 131_071, -131_072, 3, 3, 3, 3, 3, 3];
    expect(live.unpackedNumbers(packedNumbers(numbers))).toEqual(numbers);
  });
});
