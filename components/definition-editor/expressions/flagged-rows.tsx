'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { definitionCheckQuery } from '@/components/api/definitions';
import { formatCount, formatQuantity } from '@/lib/format';
import { readAt, writeAt, type JsonPath } from '../draft/json-path';
import { useDraft } from '../draft/use-draft';
import { useSample } from '../sample/use-sample';
import { useSettled } from '../sample/use-settled';

const REST_MS = 400;

/** How many rows of the sample a rule flags, which is asked for by itself: other rules may flag the same rows. */
export function FlaggedRows({ path }: { path: JsonPath }): ReactNode {
  const draft = useSettled(useDraft(), REST_MS);
  const { sample } = useSample();
  const rule = readAt(draft, path);
  const alone = writeAt(
    writeAt(draft, ['rules'], [writeAt(rule, ['route'], 'anomalies')]),
    ['views'],
    undefined,
  );
  const isWritten = readAt(rule, ['when']) !== '';
  const query = useQuery({ ...definitionCheckQuery(alone, sample), enabled: sample !== null && isWritten });
  if (!sample) return 'Choose a sample file to see which rows it flags.';
  if (!isWritten) return null;
  if (query.isError) return 'The sample could not be checked.';
  const counts = query.data?.preview?.check?.counts;
  if (!counts || query.isPlaceholderData) return query.isFetching ? 'Checking…' : null;
  const readable = counts.accepted + counts.anomalous;
  return `Flags ${formatCount(counts.anomalous)} of ${formatQuantity(readable, 'row')} of the sample.`;
}
