import { expect, test } from "vitest";
import { nearest } from "../../src/scenario/nearest.ts";

const KNOWN = ["servers", "serviceTime", "queueMax", "workers"];

test("a slip of the finger is mended: swapped, missing, doubled and wrong letters", () => {
  expect(nearest("sevrers", KNOWN)).toBe("servers");
  expect(nearest("server", KNOWN)).toBe("servers");
  expect(nearest("serviceTimme", KNOWN)).toBe("serviceTime");
  expect(nearest("workars", KNOWN)).toBe("workers");
});

test("case and separators do not count", () => {
  expect(nearest("queue_max", KNOWN)).toBe("queueMax");
  expect(nearest("SERVICE-TIME", KNOWN)).toBe("serviceTime");
});

test("a word that is like nothing known brings no suggestion", () => {
  expect(nearest("bandwidth", KNOWN)).toBeUndefined();
  expect(nearest("", KNOWN)).toBeUndefined();
});

test("the first of two words equally near is taken", () => {
  expect(nearest("set-3", ["set-03", "set-13"])).toBe("set-03");
});
