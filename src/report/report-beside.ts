import { Worker } from "node:worker_threads";

/** Draws one report on a thread of its own, so that the caller can write tables meanwhile. */
export interface ReportBeside {
  /** The page of a result, given as the text of result.json: the bytes that `renderReport` makes of what it decodes to. */
  draw(text: string): Promise<string>;
  /** Ends the thread; to be called however the run ends. A page that is not drawn yet is refused. */
  end(): Promise<void>;
}

/** The thread loads what it draws with (0.2 s) at once, before there is a result. */
export function reportBeside(entry = new URL("./report-thread.js", import.meta.url)): ReportBeside {
  const thread = new Worker(entry);
  // Also of a thread that fails before it is asked for anything: the failure is told to who asks.
  const page = new Promise<string>((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) => reject(new Error(`the report's thread ended early, with code ${code}`)));
  });
  page.catch(() => {});
  return {
    draw: (text) => {
      thread.postMessage(text);
      return page;
    },
    end: async () => void (await thread.terminate()),
  };
}
