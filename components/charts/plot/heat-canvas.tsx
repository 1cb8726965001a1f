'use client';

import { useTheme } from 'next-themes';
import { useEffect, useRef, type ReactNode } from 'react';
import type { HeatGrid } from '@/components/charts/model/heat-grid';
import { mixRamp, parseHexColor, type Rgb } from '@/components/charts/model/color-ramp';

const RAMP = ['--heat-low', '--heat-middle', '--heat-high'] as const;

/**
 * The cells, one pixel each, drawn out by the browser: thousands of them cost no more than a picture. Where there is
 * no value the hatching behind shows through.
 */
export function HeatCanvas({ grid }: { grid: HeatGrid }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { resolvedTheme } = useTheme();
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const style = getComputedStyle(element);
    const ramp = RAMP.map((name) => parseHexColor(style.getPropertyValue(name)));
    const image = context.createImageData(grid.xs.length, grid.ys.length);
    grid.cells.forEach((cells, row) =>
      cells.forEach((value, column) => {
        if (value === null) return;
        const [red, green, blue] = colorOf(value, grid, ramp);
        image.data.set([red, green, blue, 255], (row * grid.xs.length + column) * 4);
      }),
    );
    context.putImageData(image, 0, 0);
  }, [grid, resolvedTheme]);
  return (
    <canvas
      ref={canvas}
      width={grid.xs.length}
      height={grid.ys.length}
      className="block h-full w-full"
      style={{
        imageRendering: 'pixelated',
        background:
          'repeating-linear-gradient(135deg, var(--surface) 0 3px, var(--line) 3px 4px, var(--surface) 4px 5px)',
      }}
    />
  );
}

function colorOf(value: number, { low, high }: HeatGrid, ramp: readonly Rgb[]): Rgb {
  return mixRamp(ramp, high > low ? (value - low) / (high - low) : 0.5);
}

/** What the lightness means. */
export function HeatScale({ least, greatest }: { least: string; greatest: string }): ReactNode {
  return (
    <p className="flex items-center gap-2 tabular-nums">
      {least}
      <span
        aria-hidden
        className="inline-block h-2.5 w-28 rounded-xs"
        style={{
          background: `linear-gradient(to right, ${RAMP.map((name) => `var(${name})`).join(', ')})`,
        }}
      />
      <span className="sr-only">to</span>
      {greatest}
    </p>
  );
}
