'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { importQuery } from '@/components/api/queries';
import { importTitle } from '@/components/import-actions/import-words';
import { paths } from '@/lib/paths';

/** Leads to another import under its name, once that is known. */
export function ImportLink({ id }: { id: string }): ReactNode {
  const { data: item } = useQuery(importQuery(id));
  return (
    <Link
      prefetch={false}
      href={paths.import(id)}
      title={id}
      className="font-medium text-accent hover:underline"
    >
      {item ? importTitle(item) : `import …${id.slice(-8)}`}
    </Link>
  );
}
