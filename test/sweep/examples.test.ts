import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { ROOT } from "../house/sources.ts";

const page = readFileSync(join(ROOT, "src/sweep/README.md"), "utf8");
const manifests = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => parseDocument(text));

test("the page's manifests are YAML as it should be", () => {
  expect(manifests.map(({ errors }) => errors)).toEqual([[], []]);
});

test("the Kubernetes job gives every part a number of its own, from 1 to all", () => {
  const job = manifests[1]?.toJS();
  expect(job).toMatchObject({ apiVersion: "batch/v1", kind: "Job", spec: { completionMode: "Indexed" } });
  const { completions, template } = job.spec;
  expect(template.spec.containers[0].args.join()).toContain(`$((JOB_COMPLETION_INDEX + 1))/${completions} `);
});

test("the matrix of the CI example has as many parts as its command says", () => {
  const { part } = manifests[0]?.toJS().jobs ?? {};
  expect(JSON.stringify(part.steps)).toContain(`/${part.strategy.matrix.part.length} `);
});
