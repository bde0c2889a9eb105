import { timeOfDay } from "../../result/clock-text.ts";
import type { CheckedScenario, CheckReport, Judged } from "../check-report.ts";
import { figureText } from "./figure-text.ts";

/** Signs beside the words, so that colour is never the only one. */
export const SIGNS: Readonly<Record<Judged["verdict"], string>> = {
  pass: "✓",
  fail: "✗",
  undecided: "?",
  "no data": "∅",
};

/** "7 scenarios, 54 verdicts: 52 pass, 1 fail, 1 undecided, 0 no data" */
export function countsText({ scenarios, counts }: CheckReport): string {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const words = Object.entries(counts).map(([word, count]) => `${count} ${word}`);
  return `${many(scenarios.length, "scenario")}, ${many(all, "verdict")}: ${words.join(", ")}`;
}

/** "Left out, a study: gala.yaml"; nothing where all was judged. */
export function leftOutText({ leftOut }: CheckReport): string[] {
  return leftOut.map(({ file }) => `Left out, a study: ${file}; named alone, it is judged`);
}

/** "5 seeds, scale 1/319" */
export function runText({ seeds, k, interrupted, error }: CheckedScenario): string {
  const ended = error !== null ? ", BROKEN" : interrupted ? ", INTERRUPTED" : "";
  return `${many(seeds.length, "seed")}${k === null ? "" : `, scale 1/${k}`}${ended}`;
}

/**
 * How sure verdicts are, and who shares what may go wrong: "confidence 99 %, of 2 verdicts 95 %; what may go wrong is
 * shared by 9 limits and 3 looks, half of it held back". Undefined where nothing was judged.
 */
export function confidenceText({ verdicts }: CheckedScenario, { looks }: CheckReport): string | undefined {
  if (verdicts.length === 0) return undefined;
  const counts = new Map<number, number>();
  for (const { confidence } of verdicts) counts.set(confidence, (counts.get(confidence) ?? 0) + 1);
  const [[usual] = [0], ...others] = [...counts].sort(([a, n], [b, m]) => m - n || b - a);
  const told = others.map(([of, n]) => `, of ${many(n, "verdict")} ${figureText(of, "share")}`).join("");
  const limits = verdicts.flatMap(({ max, min }) => [max, min]).filter((limit) => limit !== null).length;
  const shared = `${many(limits, "limit")} and ${many(looks.length, "look")}`;
  return `confidence ${figureText(usual, "share")}${told}; what may go wrong is shared by ${shared}, half of it held back`;
}

/** What is looked at, when, and how that is cut: "..., 22:33:30-22:34:30, worst of 60 slices of which 2 may be bad". */
export function storyText({ text, fromMs, toMs, slices }: Judged, { start }: CheckedScenario): string {
  if (start === null) return text;
  const span = `${timeOfDay(start, fromMs)}-${timeOfDay(start, toMs)}`;
  if (slices.all <= 1) return `${text}; ${span}`;
  const allowed = slices.allowed > 0 ? ` of which ${slices.allowed} may be bad` : "";
  const judged = slices.judged < slices.all ? `, ${slices.judged} of them with enough samples` : "";
  return `${text}; ${span}, worst of ${slices.all} slices${allowed}${judged}, ${slices.bad} beyond the limit`;
}

/** The worst seed, and where in it: "gala-2015/3 with 2.6 s, 22:33:31-22:33:32". */
export function worstText({ worst, unit }: Judged, { start }: CheckedScenario): string | undefined {
  if (worst === null) return undefined;
  const { seed, value, fromMs, toMs, part } = worst;
  const told = `${seed} with ${figureText(value, unit)}`;
  if (start === null) return told;
  const at = timeOfDay(start, fromMs);
  const span = toMs > fromMs ? `${at}-${timeOfDay(start, toMs)}` : at;
  return `${told}, ${span}${part === "" ? "" : `, ${part}`}`;
}

/** Those that end or warn a build, worst first: by level, then by how far beyond their limit, then as they stand. */
export function troubles(report: CheckReport): { scenario: CheckedScenario; judged: Judged }[] {
  const rank = ({ level, verdict }: Judged) => (level === "error" ? 0 : 2) + (verdict === "fail" ? 0 : 1);
  return report.scenarios
    .flatMap((scenario) => scenario.verdicts.map((judged) => ({ scenario, judged })))
    .filter(({ judged }) => judged.level !== "none")
    .sort((a, b) => rank(a.judged) - rank(b.judged) || (a.judged.margin ?? 0) - (b.judged.margin ?? 0));
}

function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
