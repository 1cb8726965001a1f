import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CountsSum } from './counts-sum';

const counts = {
  received: 100,
  accepted: 94,
  anomalous: 3,
  rejected: 3,
  blank: 1,
  inserted: 90,
  updated: 1,
  unchanged: 3,
  bytes: 1000,
  seconds: 1,
  rowsPerSecond: 100,
};

describe('CountsSum', () => {
  it('says that every row is accounted for when the sums add up', () => {
    render(<CountsSum counts={counts} />);
    expect(screen.getByRole('status').textContent).toBe('Every row is accounted for; besides, 1 blank line.');
  });

  it('never hides a sum that does not add up', () => {
    render(<CountsSum counts={{ ...counts, rejected: 2 }} />);
    expect(screen.getByRole('status').textContent).toContain('The counts do not add up');
  });

  it('has the same places before the counts are known', () => {
    render(<CountsSum counts={null} />);
    expect(screen.getAllByRole('definition')).toHaveLength(8);
  });
});
