import type { RandomStream } from "../../kernel/random.ts";
import type { OverloadControl } from "./overload-control.ts";

/** Lets everybody in. The other controls are this one, but for what they decide. */
export class NoControl implements OverloadControl {
  readonly followsRequests: boolean = false;
  readonly rejectShare: number = 0;
  readonly levelMax: number = 0;
  readonly level: number = 0;

  admit(_nowMs: number, _stream: RandomStream, _priority?: number): boolean {
    return true;
  }

  drops(_waitMs: number, _startMs: number): boolean {
    return false;
  }

  observe(_waitMs: number, _startMs: number): void {}

  ended(_responseMs: number, _endMs: number): void {}

  gone(_atMs: number): void {}
}
