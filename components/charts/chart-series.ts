/** One line, or one part of the bars, of a chart. */
export interface ChartSeries {
  key: string;
  label: string;
  /** A CSS colour, usually a variable of the theme. */
  color: string;
}

/** The values at one place of the x axis; null leaves a gap. */
export interface ChartPoint {
  x: string | number;
  values: Record<string, number | null>;
}

export interface SeriesChartProps {
  /** Says what is to be seen, for those who cannot. */
  label: string;
  kind: 'line' | 'bars';
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  formatX: (x: string | number) => string;
  formatValue: (value: number) => string;
  /** Charts of the same id show the same place when one of them is pointed at. */
  syncId?: string;
  /** Begins the y axis at 0; bars always do. */
  fromZero?: boolean;
}

export const CHART_HEIGHT_PX = 200;
