#!/usr/bin/env node
// Kept to what Node 12 can read, so that an old Node gets this message and not a syntax error.
const oldest = 20;
const found = process.versions.node;

if (Number(found.split(".")[0]) < oldest) {
  fail(`hongbao needs Node.js ${oldest} or newer, but this is ${found}.`);
} else {
  import("../dist/cli/main.js").then(
    (cli) => cli.main(process.argv.slice(2)).then(exitWith),
    (error) => fail(`${whatIsMissing(error)}\n  ${error.message}`),
  );
}

function whatIsMissing(error) {
  const isPackage = error.code === "ERR_MODULE_NOT_FOUND" && /Cannot find package/.test(error.message);
  return isPackage
    ? "hongbao's packages are not installed: run `npm ci`."
    : "hongbao is not built, or its build is broken: run `npm run build`.";
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  exitWith(2);
}

function exitWith(code) {
  process.exitCode = code;
}
