/** One line, or one part of the bars, of a chart. */
export interface ChartSeries {
  key: string;
  label: string;
  /** A CSS colour, usually a variable of the theme. */
  color: string;
  /** Dashes of the line, as SVG has them: a second mark beside the colour. */
  dash?: string | undefined;
}

/** The values at one place of the x axis; null leaves a gap. */
export interface ChartPoint {
  x: string | number;
  values: Record<string, number | null>;
}

/** The place that a reader points at elsewhere. */
export interface ChartMark {
  x: string | number;
  /** Its value, which need not be among the points that are drawn. */
  y?: number | null | undefined;
}

export interface SeriesChartProps {
  /** Says what is to be seen, for those who cannot. */
  label: string;
  kind: 'line' | 'area' | 'bars';
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  formatX: (x: string | number) => string;
  /** A shorter form for the axis. */
  formatTick?: (x: string | number) => string;
  formatValue: (value: number) => string;
  /** Charts of the same id show the same place when one of them is pointed at. */
  syncId?: string | undefined;
  /** Begins the y axis at 0; bars and areas always do. */
  fromZero?: boolean;
  heightPx?: number;
  /** Places numbers by their size, with ticks there; without it all places are equally far from each other. */
  xTicks?: { ticks: number[]; format: (value: number) => string };
  /** Named below the x axis. */
  xTitle?: string;
  /** What the values are measured in. */
  unit?: string | undefined;
  mark?: ChartMark | null;
  /** Lines go on over places where they have no value, which other lines bring in. */
  connects?: boolean;
  /** Leaves no room between bars that follow each other. */
  isDense?: boolean;
}

export const CHART_HEIGHT_PX = 200;
