import { describe, expect, it } from 'vitest';
import { currentStep } from './stage-timeline';

describe('currentStep', () => {
  it.each([
    ['UPLOADING', null, 0, 'now'],
    ['QUEUED', null, 1, 'now'],
    ['RUNNING', null, 2, 'now'],
    ['RUNNING', 'writing', 5, 'now'],
    ['FAILED', 'checking', 3, 'stopped'],
    ['CANCELLED', null, 0, 'stopped'],
    ['SUCCEEDED', 'done', 7, 'past'],
  ] as const)('%s at %s is step %i, %s', (state, stage, index, look) => {
    expect(currentStep({ state, stage })).toEqual({ index, look });
  });
});
