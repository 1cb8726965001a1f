import { Plus } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { paths } from '@/lib/paths';

/** The way to a new dataset, for admins. */
export function AddDataset(): ReactNode {
  return (
    <Button asChild variant="primary">
      <Link href={paths.newDataset}>
        <Plus aria-hidden />
        Add a dataset
      </Link>
    </Button>
  );
}
