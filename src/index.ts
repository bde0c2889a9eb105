/** What a program can use: read a scenario, run it, write, read and draw its result. The command line uses no more. */
export { renderReport } from "./report/report.ts";
export { csvText, type Table } from "./result/csv/table.ts";
export { tables } from "./result/csv/tables.ts";
export { decodeResult, ResultFormatError } from "./result/decode.ts";
export { encodeResult } from "./result/encode.ts";
export { resultJsonSchema } from "./result/json-schema.ts";
export type { LabResult } from "./result/lab-result.ts";
export { labSummary } from "./result/lab-summary.ts";
export { type Result, STEPS, type Step } from "./result/result.ts";
export { type SummaryOptions, summary } from "./result/summary.ts";
export { type LabRunOptions, runLab } from "./run/lab-run.ts";
export { type Progress, type RunOptions, run } from "./run/run.ts";
export { scenarioJsonSchema } from "./scenario/json-schema.ts";
export type { LabScenario } from "./scenario/lab/lab-scenario.ts";
export { type Loaded, type LoadOptions, loadAny, loadScenario, type ScenarioInput } from "./scenario/load.ts";
export { formatProblem, type Problem } from "./scenario/problem.ts";
export type { Scenario } from "./scenario/scenario.ts";
export { scenarioTemplate } from "./scenario/template.ts";
