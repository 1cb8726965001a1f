import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { CenteredPage } from '@/components/shell/centered-page';
import { readOutputs } from '@/lib/outputs';
import { paths } from '@/lib/paths';

export const metadata: Metadata = { title: 'No backend yet' };

/** Where every address leads while the server finds no amplify_outputs.json. */
export default function SetupPage() {
  if (readOutputs()) redirect(paths.overview);
  return (
    <CenteredPage>
      <h1 className="text-xl font-semibold tracking-tight">There is no backend yet</h1>
      <p className="text-muted">
        The portal reads <code className="font-mono text-sm text-ink">amplify_outputs.json</code>, and it is
        not there.
      </p>
      <dl className="flex flex-col gap-3">
        <div>
          <dt className="text-muted">On this computer, without an AWS account</dt>
          <dd className="mt-1 rounded-md bg-sunken px-3 py-2 font-mono text-sm">npm start</dd>
        </div>
        <div>
          <dt className="text-muted">In your AWS account</dt>
          <dd className="mt-1 rounded-md bg-sunken px-3 py-2 font-mono text-sm">npx ampx sandbox</dd>
        </div>
      </dl>
    </CenteredPage>
  );
}
