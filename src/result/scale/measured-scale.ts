import { z } from "zod";
import { type ComparedFigure, comparedFigureSchema } from "../compare/comparison.ts";
import { durationText } from "../number-text.ts";
import { textTable } from "../text-table.ts";

export const MEASURED_SCALE_FORMAT = "hongbao-scale";
export const MEASURED_SCALE_VERSION = 1;

/** What a scale is off by, measured against a finer one. */
export const measuredScaleSchema = z.strictObject({
  format: z.literal(MEASURED_SCALE_FORMAT),
  version: z.literal(MEASURED_SCALE_VERSION),
  name: z.string(),
  /** One simulated shake stands for k, and for `finer` where it is measured. */
  k: z.number(),
  finer: z.number(),
  seeds: z.array(z.string()),
  /** The stretch of time that was run [ms since clock.start], without its drain. */
  fromMs: z.number(),
  toMs: z.number(),
  /** In each `a` is of the finer scale, `b` of the other; `change` is the error, with its 95 % interval. */
  figures: z.array(comparedFigureSchema),
  /** Figures that have no error, and why. */
  leftOut: z.array(z.strictObject({ id: z.string(), text: z.string(), why: z.string() })),
});

export type MeasuredScale = z.infer<typeof measuredScaleSchema>;

/** An error that nobody minds, as a share of the figure. */
const MINDED = 0.03;

/** What is said of an error: small, or no larger than chance, or neither. */
export function errorWord({ relative, low, high, change }: ComparedFigure): "small" | "chance" | "off" {
  if (change === 0 || (relative !== null && Math.abs(relative) <= MINDED)) return "small";
  return low !== null && high !== null && low <= 0 && high >= 0 ? "chance" : "off";
}

/** How each is told. */
export const WORDS_OF_ERRORS = {
  small: "within 3 %",
  chance: "no more than chance",
  off: "OFF",
} as const;

/** What was measured, for a terminal. */
export function measuredScaleLines(measured: MeasuredScale): string[] {
  const { name, k, finer, seeds, fromMs, toMs, figures, leftOut } = measured;
  const off = figures.filter((figure) => errorWord(figure) === "off").length;
  return [
    `${name}  ${durationText(toMs - fromMs)}, ${seeds.length} seeds each at 1/${k} and at 1/${finer}`,
    "",
    ...textTable([
      ["figure", `at 1/${k}`, `at 1/${finer}`, "error", "95 % interval", ""],
      ...figures.map((figure) => [
        figure.id,
        numberText(figure.b, figure.unit),
        numberText(figure.a, figure.unit),
        shareText(figure.relative),
        `${shareText(ofFigure(figure.low, figure.a))} to ${shareText(ofFigure(figure.high, figure.a))}`,
        WORDS_OF_ERRORS[errorWord(figure)],
      ]),
    ]),
    ...leftOut.map(({ id, why }) => `${id}: ${why}`),
    "",
    off === 0
      ? "No figure is off by more than 3 % and more than chance."
      : `${off} of ${figures.length} figures are off by more than 3 % and more than chance.`,
  ];
}

function ofFigure(bound: number | null, value: number): number | null {
  return bound === null || value === 0 ? null : bound / Math.abs(value);
}

function shareText(share: number | null): string {
  if (share === null) return "?";
  const percent = 100 * share;
  return `${percent < 0 ? "-" : "+"}${Math.abs(percent).toFixed(2)} %`;
}

function numberText(value: number, unit: ComparedFigure["unit"]): string {
  if (unit === "ms") return durationText(value);
  return unit === "share"
    ? `${Number((100 * value).toPrecision(5))} %`
    : String(Number(value.toPrecision(4)));
}
