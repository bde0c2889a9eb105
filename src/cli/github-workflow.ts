import { InputError } from "./input-error.ts";
import { commandText } from "./repeat-command.ts";

/** Where GitHub looks for workflows, and what ours is called there. */
export const GITHUB_WORKFLOW = ".github/workflows/hongbao.yml";

/**
 * A workflow that judges the budgets of a scenario on every push. It installs what HONGBAO says, so that a repository can
 * take a tarball or a branch instead of the version that wrote it.
 *
 * @param file the scenario, relative to the repository's folder.
 * @throws InputError where the repository would not have the file, or its name would be read as something else.
 */
export function githubWorkflow(file: string, version: string): string {
  // GitHub replaces the latter before any shell sees them.
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(file) || file.includes("${{"))
    throw new InputError(`--ci: a workflow cannot hold the name ${JSON.stringify(file)}`);
  if (file.startsWith("/") || file.split("/").includes(".."))
    throw new InputError(`--ci: found ${file}, expected a scenario within this folder, the repository's`);
  const scenario = commandText([file.startsWith("-") ? `./${file}` : file]);
  return `name: hongbao
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    env:
      HONGBAO: hongbao@${version} # or a tarball, or the address of a repository
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - name: Install hongbao
        run: npm install --no-save --no-audit --no-fund "$HONGBAO"
      - name: Judge the budgets
        run: |
          npx --no-install hongbao check ${scenario} --quiet --junit hongbao-check/junit.xml --html hongbao-check/index.html --markdown "$GITHUB_STEP_SUMMARY"
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: hongbao-check
          path: hongbao-check
          if-no-files-found: ignore
`;
}
