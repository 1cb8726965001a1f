'use client';

import { useMemo, type ReactNode } from 'react';
import type { SqlResult } from '@/components/api/sql';
import { planChart } from '@/components/charts/model/chart-plan';
import type { ChartSetup } from '@/components/charts/model/chart-setup';
import { ChartControls } from '@/components/charts/controls/chart-controls';
import { DataChart } from '@/components/charts/plot/data-chart';
import { resultChart } from '@/components/sql/answer/result-table';

interface ResultChartProps {
  answer: SqlResult;
  setup: ChartSetup;
  onChange: (setup: ChartSetup) => void;
}

/** The result drawn, as its columns suggest or as is chosen. */
export function ResultChart({ answer, setup, onChange }: ResultChartProps): ReactNode {
  const table = useMemo(() => resultChart(answer.columns, answer.rows), [answer]);
  const plan = useMemo(() => planChart(table, setup), [table, setup]);
  if (plan.measures.length === 0) {
    return (
      <p className="py-10 text-center text-muted">
        The result has no number to draw. Select one, count(*) for instance.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <div data-no-picture>
        <ChartControls
          table={table}
          plan={plan}
          setup={setup}
          onChange={(next) => onChange({ ...setup, ...next })}
        />
      </div>
      <DataChart table={table} plan={plan} setup={setup} color="var(--chart-1)" marked={null} />
    </div>
  );
}
