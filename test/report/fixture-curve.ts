/** Shakes a second at second `s` after 20:00: background, six rounds and the big one at 22:30. */
export function curve(s: number): number {
  const background = s < 9000 ? 0.15e6 : s < 14_400 ? 0.076e6 : 0;
  for (const start of [2400, 3900, 5700, 7200, 11_100, 12_900]) {
    const t = s - start;
    if (t >= 0 && t < 180)
      return background + (t < 12 ? (10.3e6 * t) / 12 : 10.3e6 * Math.exp(-(t - 12) / 143));
  }
  const t = s - 9000;
  if (t >= 0 && t < 300) {
    const top = 12.95e6 + 1.0e6 * Math.max(0, 1 - Math.abs(t - 40) / 30);
    return background + (t < 10 ? (top * t) / 10 : t < 120 ? top : 13.1e6 * Math.exp(-(t - 120) / 133));
  }
  return background;
}

/** Numbers in [0, 1) that only the name decides; good enough for a plausible picture, for nothing else. */
export function noise(name: string): () => number {
  let state = 2166136261;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
