import { parentPort } from "node:worker_threads";
import { decodeResult } from "../result/decode.ts";
import { renderReport } from "./report.ts";

// A thread of its own for one report: is told a result as text, tells the page.
parentPort?.once("message", (text: string) => {
  parentPort?.postMessage(renderReport(decodeResult(text)));
});
