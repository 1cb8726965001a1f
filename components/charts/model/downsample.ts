/** A place on an axis with its value; null is a gap. */
export interface AxisPoint {
  x: number;
  y: number | null;
}

/**
 * At most about so many of the points, in their order: of each stretch the least and the greatest value and a gap
 * where there is one, and the first and the last point. So a line through them goes as high and as low as one
 * through all.
 */
export function downsample(points: readonly AxisPoint[], pointsMax: number): readonly AxisPoint[] {
  if (points.length <= pointsMax) return points;
  const stretches = Math.max(1, Math.floor(pointsMax / 2));
  const size = points.length / stretches;
  const kept = new Set<number>([0, points.length - 1]);
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    for (const index of extremes(points, Math.floor(stretch * size), Math.floor((stretch + 1) * size))) {
      kept.add(index);
    }
  }
  return [...kept].sort((one, other) => one - other).flatMap((index) => points[index] ?? []);
}

/** The places of the least and the greatest value and of the first gap. */
function extremes(points: readonly AxisPoint[], from: number, to: number): number[] {
  let least: { index: number; y: number } | null = null;
  let greatest: { index: number; y: number } | null = null;
  let gap: number | null = null;
  for (let index = from; index < to; index += 1) {
    const y = points[index]?.y ?? null;
    if (y === null) gap ??= index;
    else {
      if (!least || y < least.y) least = { index, y };
      if (!greatest || y > greatest.y) greatest = { index, y };
    }
  }
  return [least?.index, greatest?.index, gap].filter((index) => index !== null && index !== undefined);
}
