import { expect, test } from "vitest";
// Threads run compiled code: `npm test` builds before it tests.
import { reportBeside } from "../../dist/report/report-beside.js";
import { renderReport } from "../../src/report/report.ts";
import { decodeResult } from "../../src/result/decode.ts";
import { encodeResult } from "../../src/result/encode.ts";
import { fixtureResult } from "./fixture.ts";

test("a report drawn beside has the bytes of one drawn here", async () => {
  const text = encodeResult(fixtureResult({ seconds: 60, setCount: 2 }));
  const beside = reportBeside();
  const page = await beside.draw(text);
  await beside.end();
  expect(page === renderReport(decodeResult(text))).toBe(true);
});

test("a thread that fails, or ends before its page is drawn, is told to who waits for the page", async () => {
  const bad = reportBeside();
  await expect(bad.draw("no result")).rejects.toThrow();
  const ended = reportBeside();
  const page = ended.draw("{}");
  await Promise.all([expect(page).rejects.toThrow("ended early"), ended.end()]);
});
