/** How far back the charts go; a period is a bar, and a wider range is asked for less often. */
export const RANGES = {
  '1h': { label: '1 hour', seconds: 3600, periodSeconds: 60, refetchMs: 15_000 },
  '24h': { label: '24 hours', seconds: 86_400, periodSeconds: 1800, refetchMs: 60_000 },
  '7d': { label: '7 days', seconds: 604_800, periodSeconds: 10_800, refetchMs: 300_000 },
} as const;

export type RangeName = keyof typeof RANGES;

export const RANGE_NAMES = ['1h', '24h', '7d'] as const satisfies readonly RangeName[];

export function rangeFrom(text: string | null | undefined): RangeName {
  return RANGE_NAMES.find((name) => name === text) ?? '24h';
}
