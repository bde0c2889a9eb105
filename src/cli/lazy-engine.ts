import type { Engine } from "./engine.ts";

/** The real engine. */
export const lazyEngine: Engine = {
  load: async () => {
    throw new Error("no scenario module yet");
  },
  renderReport: async () => "",
  scenarioTemplate: async () => "",
  scenarioSchema: async () => ({}),
};
