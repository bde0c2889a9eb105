import { clip } from "../result/clip.ts";
import { countText, durationText } from "../result/number-text.ts";
import type { Terminal } from "./terminal.ts";

/** How far a run is. */
export interface Step {
  /** The scenario's clock, "22:31:40". */
  clock: string;
  /** 0 to 1. */
  share: number;
  events: number;
}

/** Wall time between two lines: a terminal's line is rewritten often, a log gets one now and then [ms]. */
const TERMINAL_EVERY_MS = 100;
const LOG_EVERY_MS = 10_000;
/** Recent wall time over which the speed is taken [ms]. */
const SPEED_OVER_MS = 5000;

/** Shows progress on standard error: one line rewritten on a terminal, a plain line now and then elsewhere. */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #startedMs: number;
  #shownMs: number;
  #recent: { atMs: number; events: number }[];
  #open = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#startedMs = terminal.now();
    this.#shownMs = this.#startedMs;
    this.#recent = [{ atMs: this.#startedMs, events: 0 }];
  }

  update(step: Step): void {
    const nowMs = this.#terminal.now();
    const { stderr } = this.#terminal;
    if (nowMs - this.#shownMs < (stderr.isTerminal ? TERMINAL_EVERY_MS : LOG_EVERY_MS)) return;
    this.#shownMs = nowMs;
    this.#show(this.#text(step, nowMs));
  }

  /** What is done after the last event: on a terminal only, for it takes a second or two. */
  note(text: string): void {
    if (this.#terminal.stderr.isTerminal) this.#show(text);
  }

  /** Leaves a clean line behind. */
  end(): void {
    if (this.#open) void this.#terminal.stderr.write("\r\u001b[2K");
    this.#open = false;
  }

  #text({ clock, share, events }: Step, nowMs: number): string {
    const recent = this.#recent.filter(({ atMs }) => nowMs - atMs <= SPEED_OVER_MS);
    const since = recent[0] ?? this.#recent.at(-1) ?? { atMs: this.#startedMs, events: 0 };
    this.#recent = [...recent, { atMs: nowMs, events }];
    const seconds = (nowMs - since.atMs) / 1000;
    const speed = seconds > 0 ? `  ${countText((events - since.events) / seconds)} events/s` : "";
    const elapsedMs = nowMs - this.#startedMs;
    const left = share > 0 && share < 1 ? `  ETA ${durationText((elapsedMs * (1 - share)) / share)}` : "";
    return `${clock}  ${Math.floor(share * 100)} %${speed}${left}`;
  }

  #show(text: string): void {
    const { stderr } = this.#terminal;
    this.#open = stderr.isTerminal;
    // One column less than the terminal has: a full line would wrap, and the next could not rewrite it.
    void stderr.write(stderr.isTerminal ? `\r\u001b[2K${clip(text, stderr.columns - 1)}` : `${text}\n`);
  }
}
