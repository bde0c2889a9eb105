import type { Result } from "../result/result.ts";
import { CHARTS } from "./charts/all.ts";
import { startDrawing } from "./draw.ts";
import { figure } from "./figure.ts";
import { page } from "./page.ts";
import { tame } from "./tame.ts";
import { viewOf } from "./view.ts";

/**
 * The result as one HTML file that needs nothing else: no network, no font, no script to be readable.
 * The same result gives the same bytes, whatever the time zone, the locale or the machine.
 *
 * Loading this module loads vega (0.2 s): import it only when a report is wanted.
 */
export function renderReport(result: Result): string {
  const view = viewOf(tame(result));
  startDrawing();
  return page(
    view,
    CHARTS.map((chart) => figure(view, chart)),
  ).text;
}
