'use client';

import type { ReactNode } from 'react';
import type { FilePreview, PreviewNote } from '@/components/api/file-preview';
import { DryRunSection } from './sample/dry-run-section';
import { BasicsSection } from './sections/basics-section';
import { DeriveSection } from './sections/derive-section';
import { FieldsSection } from './sections/fields-section';
import { FilesSection } from './sections/files-section';
import { GuessNotes } from './sections/guess-notes';
import { KeepingSection } from './sections/keeping-section';
import { KeySection } from './sections/key-section';
import { RulesSection } from './sections/rules-section';
import { SectionLinks, type EditorSection } from './sections/section-links';
import { ViewsSection } from './sections/views-section';

const SECTIONS: readonly EditorSection[] = [
  { id: 'basics', label: 'What it is', places: ['name', 'title', 'description'] },
  { id: 'fields', label: 'Fields', places: ['schema.fields'] },
  { id: 'key', label: 'Key', places: ['schema.primaryKey'] },
  {
    id: 'files',
    label: 'Files',
    places: [
      'dialect',
      'encoding',
      'schema.missingValues',
      'missingColumns',
      'extraColumns',
      'strictHeader',
      'fromPath',
    ],
  },
  { id: 'derive', label: 'Derived columns', places: ['derive'] },
  { id: 'rules', label: 'Rules', places: ['rules'] },
  { id: 'views', label: 'Views', places: ['views'] },
  { id: 'keeping', label: 'Contract', places: ['contract', 'records', 'retention', 'schedule'] },
  { id: 'dry-run', label: 'Dry run', places: [] },
];

interface EditorFormProps {
  isNew: boolean;
  preview: FilePreview | null;
  notes: readonly PreviewNote[];
}

/** The parts of a definition one below the other, in the order in which one thinks of them. */
export function EditorForm({ isNew, preview, notes }: EditorFormProps): ReactNode {
  const parts: Record<string, ReactNode> = {
    basics: <BasicsSection isNew={isNew} />,
    fields: <FieldsSection />,
    key: <KeySection preview={preview} />,
    files: <FilesSection />,
    derive: <DeriveSection />,
    rules: <RulesSection />,
    views: <ViewsSection />,
    keeping: <KeepingSection />,
    'dry-run': <DryRunSection />,
  };
  return (
    <>
      <SectionLinks sections={SECTIONS} />
      <GuessNotes notes={notes} />
      {SECTIONS.map(({ id }) => (
        <div key={id} id={id} className="scroll-mt-28 lg:scroll-mt-14">
          {parts[id]}
        </div>
      ))}
    </>
  );
}
