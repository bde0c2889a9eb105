import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { inlineMore } from "../../src/run/inlining.ts";

describe("inlineMore", () => {
  it("sets an option that this Node's V8 knows, and may be called again", () => {
    const options = execFileSync(process.execPath, ["--v8-options"], { encoding: "utf8" });
    expect(options).toContain("--max-inlined-bytecode-size-cumulative");
    expect(() => {
      inlineMore();
      inlineMore();
    }).not.toThrow();
  });
});
