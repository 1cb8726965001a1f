'use client';

import type { ReactNode } from 'react';
import { FailureNotice } from '@/components/api/failure-notice';
import type { SampleCheck } from '@/components/api/file-preview';
import { ZoneMark } from '@/components/lake/zone-mark';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { formatBytes, formatCount } from '@/lib/format';
import { useIssues } from '../draft/use-draft';
import { useReveal } from '../draft/use-reveal';
import { SamplePicker } from './sample-picker';
import { useSample } from './use-sample';

const ISSUES_SHOWN = 8;

/** Beside the form: what stands in the way of saving, and what becomes of the sample's rows. */
export function SamplePanel({ onFile }: { onFile: (file: File) => void }): ReactNode {
  const { sample, check, isChecking, error, retry } = useSample();
  const preview = check?.preview;
  return (
    <Panel
      title="On the sample"
      note={isChecking ? 'Checking…' : null}
      actions={
        <SamplePicker
          label={sample ? 'Other file' : 'Choose a file'}
          inputLabel="Sample file"
          onFile={onFile}
        />
      }
    >
      <div className="flex flex-col gap-4" aria-busy={isChecking}>
        {error ? (
          <FailureNotice title="The definition could not be checked" error={error} onRetry={retry} />
        ) : null}
        <Issues />
        {sample ? (
          <p className="text-sm break-words text-muted">
            {sample.fileName}, {formatBytes(sample.sizeBytes)}
            {preview?.cut ? '; only its first rows are looked at' : ''}
          </p>
        ) : (
          <p className="text-sm text-muted">
            With a file at hand you see at once what the definition makes of its rows. It is read here and not
            imported.
          </p>
        )}
        {preview?.error ? (
          <Notice kind="bad" title="The file does not fit">
            {preview.error.message}
          </Notice>
        ) : null}
        {preview?.check ? <Outcome check={preview.check} /> : null}
      </div>
    </Panel>
  );
}

function Issues(): ReactNode {
  const issues = useIssues();
  const { reveal } = useReveal();
  if (issues.length === 0) return null;
  return (
    <div className="rounded-lg bg-bad-soft px-3 py-2.5">
      <p className="text-sm font-medium text-bad">
        {issues.length === 1 ? 'One thing must be put right' : `${issues.length} things must be put right`}
      </p>
      <ul className="mt-1 flex flex-col gap-1 text-sm">
        {issues.slice(0, ISSUES_SHOWN).map(({ path, message }, index) => (
          <li key={`${path} ${index}`}>
            <button
              type="button"
              onClick={() => reveal(path)}
              className="text-left break-words hover:underline"
            >
              {path ? <span className="font-mono text-xs text-muted">{path} </span> : null}
              {message}
            </button>
          </li>
        ))}
        {issues.length > ISSUES_SHOWN ? (
          <li className="text-muted">and {issues.length - ISSUES_SHOWN} more</li>
        ) : null}
      </ul>
    </div>
  );
}

function Outcome({ check }: { check: SampleCheck }): ReactNode {
  const { counts, problems } = check;
  const terms = [
    { zone: 'silver', label: 'Accepted', count: counts.accepted },
    { zone: 'anomalies', label: 'Flagged', count: counts.anomalous },
    { zone: 'rejects', label: 'Refused', count: counts.rejected },
  ] as const;
  return (
    <>
      <dl className="grid grid-cols-3 gap-2">
        {terms.map(({ zone, label, count }) => (
          <div key={zone} className="rounded-md bg-canvas px-3 py-2">
            <dt className="flex items-center gap-1.5 text-xs text-muted">
              <ZoneMark zone={zone} />
              {label}
            </dt>
            <dd className="text-lg font-semibold">{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {Object.keys(problems).length > 0 ? (
        <ul className="flex flex-wrap gap-x-4 text-sm">
          {Object.entries(problems).map(([code, count]) => (
            <li key={code}>
              <span className="text-rejects-ink">{code}</span>{' '}
              <span className="tabular-nums">{formatCount(count)}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
