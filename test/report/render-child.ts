import { writeFileSync } from "node:fs";
import { renderReport } from "../../src/report/report.ts";
import { fixtureResult } from "./fixture.ts";

// Run by the test as a process of its own, under another TZ and LANG: writes the fixture's report to the named file.
const out = process.argv[2];
if (out === undefined) throw new Error("name the file to write");
writeFileSync(out, renderReport(fixtureResult({ seconds: 3600, setCount: 6 })));
