import { expect, test } from "vitest";
import { ProgressLine } from "../../src/cli/progress-line.ts";
import { fakeTerminal } from "./fake-terminal.ts";

test("elsewhere than on a terminal there is a plain line at most every ten seconds", () => {
  const terminal = fakeTerminal();
  const progress = new ProgressLine(terminal);
  for (let second = 1; second <= 35; second++) {
    terminal.nowMs = second * 1000;
    progress.update({ clock: "22:30:00", share: second / 40, events: second * 1e6 });
  }
  progress.note("writing");
  progress.end();
  expect(terminal.printed.stderr).toBe(
    [
      "22:30:00  25 %  1.00 M events/s  ETA 30.0 s",
      "22:30:00  50 %  1.00 M events/s  ETA 20.0 s",
      "22:30:00  75 %  1.00 M events/s  ETA 10.0 s",
      "",
    ].join("\n"),
  );
});

test("on a terminal one line is rewritten, and wiped at the end", () => {
  const terminal = fakeTerminal({ isTerminal: true });
  const progress = new ProgressLine(terminal);
  terminal.nowMs = 1000;
  progress.update({ clock: "20:10:00", share: 0.1, events: 2e6 });
  progress.note("writing the report");
  progress.end();
  expect(terminal.printed.stderr).toBe(
    "\r\u001b[2K20:10:00  10 %  2.00 M events/s  ETA 9.00 s\r\u001b[2Kwriting the report\r\u001b[2K",
  );
});

test("a terminal is not flooded: at most ten lines a second", () => {
  const terminal = fakeTerminal({ isTerminal: true });
  const progress = new ProgressLine(terminal);
  for (terminal.nowMs = 0; terminal.nowMs < 1000; terminal.nowMs++)
    progress.update({ clock: "20:10:00", share: 0.1, events: 1 });
  expect(terminal.printed.stderr.split("\r").length - 1).toBeLessThanOrEqual(10);
});

test("the first moment and the last one divide by nothing", () => {
  const terminal = fakeTerminal({ isTerminal: true });
  const progress = new ProgressLine(terminal);
  terminal.nowMs = 200;
  progress.update({ clock: "20:00:00", share: 0, events: 0 });
  terminal.nowMs = 400;
  progress.update({ clock: "20:00:00", share: 1, events: 10 });
  expect(terminal.printed.stderr).not.toMatch(/NaN|Infinity/);
});
