import { expect, it } from 'vitest';
import { LimitedCapacity } from './limited-capacity';

const written: number[] = [];
async function write(body: Buffer) {
  const { RequestItems } = JSON.parse(body.toString()) as { RequestItems: Record<string, unknown[]> };
  written.push(RequestItems['Records']?.length ?? 0);
  return { status: 200, headers: {}, text: JSON.stringify({ UnprocessedItems: {} }) };
}

const batch = (count: number) =>
  Buffer.from(
    JSON.stringify({ RequestItems: { Records: Array.from({ length: count }, (_, id) => ({ id })) } }),
  );

it('takes what there is capacity for, gives back the rest, and refuses a batch of which it can take nothing', async () => {
  let now = 0;
  const capacity = new LimitedCapacity({ writesPerSecond: 10, burst: 15, now: () => now });
  const answer = await capacity.limit(batch(25), write);
  expect(written).toEqual([15]);
  expect(JSON.parse(answer.text)).toEqual({
    UnprocessedItems: { Records: Array.from({ length: 10 }, (_, index) => ({ id: 15 + index })) },
  });
  await expect(capacity.limit(batch(25), write)).rejects.toMatchObject({
    code: expect.stringMatching(/ProvisionedThroughputExceededException$/),
    status: 400,
  });
  now = 500;
  await capacity.limit(batch(4), write);
  expect(written).toEqual([15, 4]);
  expect(capacity).toMatchObject({ taken: 19, refused: 35 });
});
