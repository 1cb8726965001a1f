import Link from 'next/link';
import { CenteredPage } from '@/components/shell/centered-page';
import { Button } from '@/components/ui/button';
import { paths } from '@/lib/paths';

export default function NotFound() {
  return (
    <CenteredPage>
      <h1 className="text-xl font-semibold tracking-tight">Page not found</h1>
      <p className="text-muted">There is nothing at this address. It may have been moved or mistyped.</p>
      <Button asChild>
        <Link href={paths.overview}>Go to the overview</Link>
      </Button>
    </CenteredPage>
  );
}
