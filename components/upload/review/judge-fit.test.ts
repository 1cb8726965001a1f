import { describe, expect, it } from 'vitest';
import type { DatasetMatch } from '@/components/api/preview';
import { likelyDataset } from './judge-fit';

const match = (dataset: string, score: number): DatasetMatch => ({
  ...{ dataset, title: dataset, score },
  ...{ missing: [], extra: [], aliases: {} },
});

describe('the dataset a file goes into by itself', () => {
  it('is the one that fits best, in whatever order they are told', () => {
    expect(likelyDataset([match('a', 0.6), match('b', 1)])).toBe('b');
  });

  it('is none of two that fit equally well', () => {
    expect(likelyDataset([match('a', 1), match('b', 1), match('c', 0.5)])).toBeNull();
  });

  it('is none when hardly a column fits', () => {
    expect(likelyDataset([match('a', 0.2)])).toBeNull();
    expect(likelyDataset([])).toBeNull();
  });
});
