import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { importFixture } from '@/components/api/import-fixture';
import type { Import } from '@/components/api/imports';
import { Difference } from './difference';

function checked(change: Partial<Import>): Import {
  return importFixture({ kind: 'undo', dryRun: true, state: 'CHECKED', stage: 'comparing', ...change });
}

const COUNTS = {
  received: 10,
  accepted: 8,
  anomalous: 0,
  rejected: 2,
  blank: 0,
  inserted: 0,
  updated: 0,
  unchanged: 8,
  bytes: 100,
  seconds: 1,
  rowsPerSecond: 10,
};

function ledger(): string[] {
  return screen
    .getAllByRole('term')
    .map((term, index) => `${screen.getAllByRole('definition')[index]?.textContent} ${term.textContent}`);
}

describe('the difference that an import makes', () => {
  it('says of an undo how many rows go, return and stay', () => {
    render(<Difference item={checked({ effect: { removed: 1, restored: 1200, kept: 0 } })} />);
    expect(ledger()).toEqual([
      '1 row goes',
      '1,200 rows return to what they were',
      '0 rows stay, because a later import has them',
    ]);
    expect(screen.queryByText('No row of the dataset is changed.')).toBeNull();
  });

  it('says when a file would change nothing, whatever it refuses', () => {
    render(<Difference item={checked({ kind: 'load', counts: COUNTS })} />);
    expect(ledger()).toContain('8 rows are unchanged');
    expect(ledger()).toContain('2 rows are refused');
    expect(screen.getByText('No row of the dataset is changed.')).toBeTruthy();
  });

  it('never takes unknown numbers for none', () => {
    render(<Difference item={checked({ effect: null })} />);
    expect(ledger()[0]).toBe('– rows go');
    expect(screen.queryByText('No row of the dataset is changed.')).toBeNull();
  });
});
