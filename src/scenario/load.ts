import { checkScenario } from "./checks/check.ts";
import type { Finding } from "./checks/finding.ts";
import { withDataFiles } from "./data-files.ts";
import { readExtended } from "./extend.ts";
import { problemsOf } from "./issues.ts";
import { checkLab } from "./lab/check-lab.ts";
import { foundText, type Located, nodeAt, pathText, placeOf, plainValue } from "./located.ts";
import { withOverrides } from "./overrides.ts";
import { type Problem, sortProblems } from "./problem.ts";
import { repaired } from "./repair.ts";
import { type AnyScenario, type Scenario, scenarioSchema } from "./scenario.ts";
import { type Clock, parseDateTime, parseMoment } from "./units/clock.ts";
import { isQuantity } from "./units/unit.ts";

/** Where a scenario comes from: a file, or a text with a name for messages (its folder is where `extends` looks). */
export type ScenarioInput = { file: string } | { text: string; name: string };

export interface LoadOptions {
  /** `path=value` texts of --set, laid over the file in this order. */
  set?: readonly string[];
}

/** What was read to make a scenario. */
export interface ScenarioSource {
  /** The file asked for, then those that it extends. */
  files: readonly string[];
  /** After extends and --set, before defaults; every value knows where it was written. */
  tree: Located;
}

export type Loaded<Kind extends AnyScenario = Scenario> =
  | { ok: true; scenario: Kind; source: ScenarioSource }
  | { ok: false; problems: Problem[] };

/** `loadAny` for those who can only do with an architecture; a scenario of another kind is a problem. */
export function loadScenario(input: ScenarioInput, options: LoadOptions = {}): Loaded {
  const loaded = loadAny(input, options);
  if (!loaded.ok) return loaded;
  const { scenario, source } = loaded;
  if (scenario.kind === "architecture") return { ok: true, scenario, source };
  const complaint = { kind: "bad-value", expected: "architecture" } as const;
  return { ok: false, problems: [findingProblem({ path: ["kind"], complaint, uses: [] }, source.tree)] };
}

/**
 * Reads a scenario of any kind: file -> extends -> --set -> defaults -> references and sums checked.
 * Never throws for bad input: every problem that can be told at once is in `problems`, sorted by position.
 */
export function loadAny(input: ScenarioInput, options: LoadOptions = {}): Loaded<AnyScenario> {
  const { node, problems, files } = readExtended(input, STRUCTURE);
  const fail = (all: Problem[]): Loaded<AnyScenario> => ({ ok: false, problems: sortProblems(all, files) });
  if (node === undefined) return fail(problems);
  const { node: written, problems: setProblems } = withOverrides(node, options.set ?? [], STRUCTURE);
  const { node: tree, problems: dataProblems } = withDataFiles(written);
  if (dataProblems.length > 0) return fail([...problems, ...setProblems, ...dataProblems]);
  const schema = schemaFor(clockOf(tree));
  const parsed = schema.safeParse(plainValue(tree));
  const before = [...problems, ...setProblems];
  if (!parsed.success) {
    const broken = problemsOf(parsed.error.issues, tree, schema);
    return fail([...before, ...broken, ...(broken.length > MENDED_MAX ? [] : checkMended(tree, schema))]);
  }
  const all = [...before, ...checkAny(parsed.data).map((finding) => findingProblem(finding, tree))];
  if (all.length > 0) return fail(all);
  return { ok: true, scenario: parsed.data, source: { files, tree } };
}

function checkAny(scenario: AnyScenario): Finding[] {
  return scenario.kind === "lab" ? checkLab(scenario) : checkScenario(scenario);
}

/** A text with more broken values than this is no scenario with slips in it. */
const MENDED_MAX = 200;

/**
 * What is wrong with the rest of a scenario of which some values are broken, so that all problems come at once.
 * A finding that rests on a broken value is left out: it might be gone once the value is right.
 */
function checkMended(broken: Located, schema: ReturnType<typeof scenarioSchema>): Problem[] {
  const mended = repaired(broken, schema);
  if (mended === undefined) return [];
  const { tree, touched, value } = mended;
  const findings = checkAny(value).filter(({ path, uses }) =>
    [path, ...uses].every((one) => !touched.some((other) => overlap(one, other))),
  );
  return findings.map((finding) => findingProblem(finding, tree));
}

/** Whether one path leads to the other or to the same place. */
function overlap(a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean {
  return a.every((key, i) => i >= b.length || String(key) === String(b[i]));
}

function findingProblem({ path, complaint }: Finding, tree: Located): Problem {
  const { expected, found, suggestion, why } = complaint;
  return {
    kind: complaint.kind,
    ...placeOf(tree, path),
    path: pathText(tree, path),
    found: found ?? foundText(nodeAt(tree, path)),
    expected,
    ...(why === undefined ? {} : { why }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** The gala's evening: what a scenario means that names no start of its own. */
export const DEFAULT_CLOCK: Clock = { originMs: Date.UTC(2015, 1, 18, 20), lengthMs: 4.5 * 3_600_000 };

/** The schema where no time of day is read: which keys there are, and what stands below them. */
const STRUCTURE = scenarioSchema(DEFAULT_CLOCK);

function schemaFor(clock: Clock): typeof STRUCTURE {
  const { originMs, lengthMs } = DEFAULT_CLOCK;
  return clock.originMs === originMs && clock.lengthMs === lengthMs ? STRUCTURE : scenarioSchema(clock);
}

/** The clock that a tree's run.from and run.to set; what is wrong with them is for the schema to say. */
function clockOf(tree: Located): Clock {
  const from = parseDateTime(textAt(tree, "from"));
  const originMs = isQuantity(from) ? from : DEFAULT_CLOCK.originMs;
  const to = parseMoment(textAt(tree, "to"), { originMs, lengthMs: Number.POSITIVE_INFINITY });
  const lengthMs = isQuantity(to) ? to : DEFAULT_CLOCK.originMs + DEFAULT_CLOCK.lengthMs - originMs;
  return { originMs, lengthMs: Math.max(0, lengthMs) };
}

function textAt(tree: Located, key: string): string {
  const node = nodeAt(tree, ["run", key]);
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : "";
}
