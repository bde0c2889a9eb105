import type { CheckReport } from "../check/check-report.ts";
import { confidenceText, countsText, leftOutText, runText } from "../check/output/facts.ts";
import { renderCheck } from "../report/check/check-page.ts";

/** A check as one page of the report's: no script, no request to anywhere. */
export function checkHtml(report: CheckReport): string {
  const { looks, engine, scenarios } = report;
  return renderCheck({
    counts: countsText(report),
    about: `Looked at after ${looks.join(", ")} replications; hongbao ${engine.version}`,
    scenarios: scenarios.map((scenario) => {
      const sure = confidenceText(scenario, report);
      return { ...scenario, about: `${runText(scenario)}${sure === undefined ? "" : `; ${sure}`}` };
    }),
    leftOut: leftOutText(report),
  });
}
