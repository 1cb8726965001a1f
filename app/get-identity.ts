import { cookies } from 'next/headers';
import { cache } from 'react';
import { readOutputs } from '@/lib/outputs';
import { identify, type Identity } from '@/lib/session';

const NOBODY: Identity = { session: null, canRefresh: false };

/** Who is asking for this page; verified once per request. */
export const getIdentity = cache(async (): Promise<Identity> => {
  const outputs = readOutputs();
  if (!outputs) return NOBODY;
  const jar = await cookies();
  return identify((name) => jar.get(name)?.value, outputs);
});
