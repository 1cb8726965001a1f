/** The steps of a check whose time is told; several run side by side, so their sum is more than the check takes. */
export type CheckStep = 'scan' | 'type' | 'write' | 'explain' | 'repeat' | 'read back';

/** Takes the milliseconds that one turn of a step took. */
export type OnStep = (step: CheckStep, ms: number) => void;

/** Runs one turn of a step. */
export async function timed<Result>(
  onStep: OnStep | undefined,
  step: CheckStep,
  run: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  try {
    return await run();
  } finally {
    onStep?.(step, performance.now() - startedAt);
  }
}
