import type { CheckedScenario, CheckReport, Judged } from "../check-report.ts";
import { countsText, leftOutText, runText, SIGNS, storyText, worstText } from "./facts.ts";
import { figureText, intervalText, limitText, marginText } from "./figure-text.ts";
import { xml } from "./xml.ts";

const STYLE = `
:root{color-scheme:light dark;--good:#1a7f37;--bad:#cf222e;--odd:#9a6700}
@media(prefers-color-scheme:dark){:root{--good:#3fb950;--bad:#f85149;--odd:#d29922}}
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1,h2{line-height:1.2}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #8884;vertical-align:top}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.pass{color:var(--good)}.fail{color:var(--bad);font-weight:600}.undecided,.none{color:var(--odd);font-weight:600}
small,.told{color:GrayText}code{font-size:.92em;overflow-wrap:anywhere}.wide{overflow-x:auto}
`;

/** A check as one page: no script, no request to anywhere. */
export function checkHtml(report: CheckReport): string {
  const sections = report.scenarios.map(section).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>hongbao check: ${xml(countsText(report))}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>hongbao check</h1>
<p>${xml(countsText(report))}. Looked at after ${report.looks.join(", ")} replications; hongbao ${xml(report.engine.version)}.</p>
${sections}${leftOutText(report)
  .map((line) => `<p>${xml(line)}</p>\n`)
  .join("")}</body>
</html>
`;
}

function section(scenario: CheckedScenario): string {
  const { file, name, verdicts, error } = scenario;
  const told = error === null ? "" : `<p class="fail">Broken, a fault of ours: ${xml(error)}</p>\n`;
  return `<h2>${xml(name)}</h2>
<p><code>${xml(file)}</code>, ${xml(runText(scenario))}</p>
${told}<div class="wide"><table>
<thead><tr><th scope="col">verdict</th><th scope="col">budget</th><th scope="col" class="n">estimate</th><th scope="col">interval</th><th scope="col">limit</th><th scope="col" class="n">margin</th><th scope="col" class="n">seeds</th></tr></thead>
<tbody>
${verdicts.map((judged) => row(judged, scenario)).join("")}</tbody>
</table></div>
`;
}

function row(judged: Judged, scenario: CheckedScenario): string {
  const { id, verdict, severity, estimate, unit, why, replay } = judged;
  const worst = worstText(judged, scenario);
  const told = [
    storyText(judged, scenario),
    ...(why === null ? [] : [why]),
    ...(worst === undefined ? [] : [`worst seed: ${worst}`]),
  ].map((line) => `<br><span class="told">${xml(line)}</span>`);
  const again = verdict === "pass" || replay === null ? "" : `<br><code>${xml(replay)}</code>`;
  const word = verdict === "no data" ? "none" : verdict;
  return `<tr><td class="${word}">${SIGNS[verdict]} ${verdict}${severity === "warn" ? "<br><small>a warning</small>" : ""}</td><td><code>${xml(id)}</code>${told.join("")}${again}</td><td class="n">${estimate === null ? "-" : xml(figureText(estimate, unit))}</td><td>${xml(intervalText(judged.low, judged.high, unit))}</td><td>${xml(limitText(judged.max, judged.min, unit))}</td><td class="n">${xml(marginText(judged.margin))}</td><td class="n">${judged.replications}</td></tr>
`;
}
