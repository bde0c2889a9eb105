export interface HoldDown {
  /** How long a path must have been good before a route returns to it [ms]. */
  holdDownMs: number;
  /** The longest hold-down that relapses can bring about [ms]. */
  holdDownMaxMs: number;
}

/**
 * What one end of a route knows of one of its paths: dead (hellos are missed), brown (hellos pass, but probes are
 * lost or late), or good, and from when on it may be returned to.
 *
 * A path that fails again within `holdDownMaxMs` of its recovery is held down for twice as long the next time, up to
 * that maximum, so that a path that flaps costs fewer and fewer switches (the damping of RFC 2439, without its decay).
 */
export class PathHealth {
  /** The path may be returned to from then on [ms]; Infinity while it is not good. */
  heldUntilMs = Number.NEGATIVE_INFINITY;
  isDead = false;
  isBrown = false;

  private readonly params: HoldDown;
  private holdMs: number;
  private recoveredMs = Number.NEGATIVE_INFINITY;

  constructor(params: HoldDown) {
    this.params = params;
    this.holdMs = params.holdDownMs;
  }

  get isGood(): boolean {
    return !this.isDead && !this.isBrown;
  }

  setDead(dead: boolean, nowMs: number): void {
    const was = this.isGood;
    this.isDead = dead;
    this.changed(was, nowMs);
  }

  setBrown(brown: boolean, nowMs: number): void {
    const was = this.isGood;
    this.isBrown = brown;
    this.changed(was, nowMs);
  }

  private changed(wasGood: boolean, nowMs: number): void {
    if (wasGood === this.isGood) return;
    if (this.isGood) {
      this.recoveredMs = nowMs;
      this.heldUntilMs = nowMs + this.holdMs;
      return;
    }
    const { holdDownMs, holdDownMaxMs } = this.params;
    const relapse = nowMs - this.recoveredMs < holdDownMaxMs;
    this.holdMs = relapse ? Math.max(holdDownMs, Math.min(2 * this.holdMs, holdDownMaxMs)) : holdDownMs;
    this.heldUntilMs = Number.POSITIVE_INFINITY;
  }
}
