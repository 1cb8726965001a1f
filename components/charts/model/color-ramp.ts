export type Rgb = readonly [red: number, green: number, blue: number];

const GREY: Rgb = [128, 128, 128];

/** `#0a6a80` as numbers; grey for what is no such colour. */
export function parseHexColor(text: string): Rgb {
  const [, red, green, blue] = /^\s*#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\s*$/i.exec(text) ?? [];
  if (!red || !green || !blue) return GREY;
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)];
}

/** The colour at a share of the way along the colours, 0 for the first and 1 for the last. */
export function mixRamp(ramp: readonly Rgb[], share: number): Rgb {
  const at = Math.min(1, Math.max(0, share)) * (ramp.length - 1);
  const from = ramp[Math.floor(at)] ?? GREY;
  const to = ramp[Math.ceil(at)] ?? from;
  const part = at - Math.floor(at);
  const mix = (one: number, other: number) => Math.round(one + (other - one) * part);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}
