import { useInfiniteQuery } from '@tanstack/react-query';
import type { Import } from '@/components/api/imports';
import { importsQuery } from '@/components/api/queries';

/** As the list of what belongs together asks, so that both are one question. */
export const CHAIN_PAGE_SIZE = 20;

/** Whether an import that was undone stands again, by a replay of it. */
export function useWasBroughtBack({ id, rootId, state }: Import): boolean {
  const query = useInfiniteQuery({
    ...importsQuery({ rootId: rootId ?? id }, CHAIN_PAGE_SIZE),
    enabled: state === 'UNDONE',
  });
  const chain = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    state === 'UNDONE' &&
    chain.some((other) => other.parentId === id && other.kind === 'replay' && other.state === 'SUCCEEDED')
  );
}
