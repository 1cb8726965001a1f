/** What a viewer has chosen for a chart, kept by this browser. */
import {
  chartSetupSchema,
  DEFAULT_SETUP,
  isDefaultSetup,
  type ChartSetup,
} from '@/components/charts/model/chart-setup';

const PREFIX = 'lakeport.chart';

/** Names a chart of a viewer: `['weather', 'yearly_stats']`. */
export function chartMemoryKey(viewer: string, place: readonly string[]): string {
  return `${PREFIX}:${[viewer, ...place].map(encodeURIComponent).join(':')}`;
}

/** The remembered setup; the default one when there is none, or it cannot be read any more. */
export function recallChart(key: string): ChartSetup {
  try {
    return chartSetupSchema.catch(DEFAULT_SETUP).parse(JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    // Storage that is switched off, or text of somebody else: the chart then is as for a first visit.
    return DEFAULT_SETUP;
  }
}

export function rememberChart(key: string, setup: ChartSetup): void {
  try {
    if (isDefaultSetup(setup)) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(setup));
  } catch {
    // A full or forbidden storage costs the memory only; the address has the choice as well.
  }
}
