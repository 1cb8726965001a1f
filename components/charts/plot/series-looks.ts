import type { ChartSeries } from '@/components/charts/chart-series';

type Look = Required<Pick<ChartSeries, 'color'>> & { dash: string };

/** Each series has a colour and dashes of its own, so that colour alone never tells them apart. */
const LOOKS: readonly Look[] = [
  { color: 'var(--series-1)', dash: '' },
  { color: 'var(--series-2)', dash: '7 3' },
  { color: 'var(--series-3)', dash: '2 3' },
  { color: 'var(--series-4)', dash: '10 3 2 3' },
  { color: 'var(--series-5)', dash: '4 2' },
  { color: 'var(--series-6)', dash: '14 4' },
];

export function seriesLook(index: number): Look {
  return LOOKS[index % LOOKS.length] ?? { color: 'var(--series-1)', dash: '' };
}
