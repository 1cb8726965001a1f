'use client';

import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Dataset } from '@/components/api/datasets';
import { DefinitionActions } from '@/components/datasets/definition-actions';
import { DefinitionColumns } from '@/components/datasets/definition-columns';
import { CONTRACT_WORDS, DELIMITER_WORDS } from '@/components/datasets/definition-words';
import { conciseDefinition } from '@/components/definition-editor/draft/concise-definition';
import { downloadJson } from '@/components/definition-editor/json/download-json';
import { WithDataset } from '@/components/datasets/with-dataset';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { IconButton } from '@/components/ui/icon-button';
import { Panel } from '@/components/ui/panel';
import { Table, Td, Th } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import type { DatasetDefinition, Rule, View } from '@/lib/dataset/definition';

/** What a dataset is: its columns, checks, rules and views, and how its files are read. */
export function DefinitionPage({ name }: { name: string }): ReactNode {
  return <WithDataset name={name}>{(dataset) => <Definition dataset={dataset} />}</WithDataset>;
}

function Definition({ dataset }: { dataset: Dataset }): ReactNode {
  const { definition } = dataset;
  return (
    <>
      <Panel
        title="Columns"
        actions={<DefinitionActions dataset={dataset} />}
        note={
          <>
            Version {dataset.version}, by {dataset.updatedBy}, <TimeAgo iso={dataset.updatedAt} />
          </>
        }
        flush
      >
        <DefinitionColumns definition={definition} />
      </Panel>
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <Panel title="Rules" note="mark rows that are valid and stand out" flush>
          {definition.rules.length > 0 ? (
            <Rules rules={definition.rules} />
          ) : (
            <None text="No rule: no row is marked." />
          )}
        </Panel>
        <Panel title="How files are read">
          <FileFacts definition={definition} />
        </Panel>
      </div>
      <Panel title="Views" note="computed anew after each import" flush>
        {definition.views.length > 0 ? (
          <Views views={definition.views} />
        ) : (
          <None text="No view is defined." />
        )}
      </Panel>
      <DefinitionJson dataset={dataset} />
    </>
  );
}

function None({ text }: { text: string }): ReactNode {
  return <p className="px-4 py-4 text-muted">{text}</p>;
}

function Code({ children }: { children: ReactNode }): ReactNode {
  return <code className="rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-xs break-words">{children}</code>;
}

function Rules({ rules }: { rules: readonly Rule[] }): ReactNode {
  return (
    <Table label="Rules">
      <thead>
        <tr>
          <Th>Rule</Th>
          <Th>When</Th>
          <Th>Then</Th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.name}>
            <Td className="whitespace-nowrap">{rule.title ?? rule.name}</Td>
            <Td>
              <Code>{rule.when}</Code>
            </Td>
            <Td className="text-muted">
              {rule.route === 'anomalies' ? 'waits among the anomalies' : 'stays, named in _flags'}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Views({ views }: { views: readonly View[] }): ReactNode {
  return (
    <Table label="Views">
      <thead>
        <tr>
          <Th>View</Th>
          <Th>One row per</Th>
          <Th>Measures</Th>
        </tr>
      </thead>
      <tbody>
        {views.map((view) => (
          <tr key={view.name}>
            <Td className="whitespace-nowrap">{view.title ?? view.name}</Td>
            <Td>{view.groupBy.map(({ name }) => name).join(', ') || 'dataset'}</Td>
            <Td>
              <dl className="flex flex-col gap-1.5">
                {Object.entries(view.measures).map(([measure, expression]) => (
                  <div key={measure} className="flex flex-wrap items-baseline gap-x-2">
                    <dt className="font-mono text-xs">{measure}</dt>
                    <dd>
                      <Code>{expression}</Code>
                    </dd>
                  </div>
                ))}
              </dl>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function FileFacts({ definition }: { definition: DatasetDefinition }): ReactNode {
  const { dialect, schema, retention } = definition;
  const missing = schema.missingValues.map((text) => (text === '' ? 'empty' : text)).join(', ');
  const facts: [string, ReactNode][] = [
    ['Key', schema.primaryKey.join(' + ') || 'none: rows are never replaced'],
    [
      'Delimiter',
      dialect === 'auto' ? 'found out' : (DELIMITER_WORDS[dialect.delimiter] ?? dialect.delimiter),
    ],
    [
      'Header',
      dialect === 'auto'
        ? 'found out'
        : dialect.header
          ? 'yes, columns by name'
          : 'none, columns by position',
    ],
    ['Encoding', definition.encoding],
    ['Missing values', missing || 'none'],
    ['A row that does not fit', CONTRACT_WORDS[definition.contract]],
    ['Look-up by key', definition.records ? 'yes' : 'no'],
    ...(definition.fromPath
      ? [['From the file’s name', definition.fromPath.pattern] as [string, ReactNode]]
      : []),
    ...(retention
      ? [
          [
            'Kept for',
            Object.entries(retention)
              .map(([zone, days]) => `${zone} ${days}`)
              .join(', '),
          ] as [string, ReactNode],
        ]
      : []),
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function DefinitionJson({ dataset }: { dataset: Dataset }): ReactNode {
  const text = JSON.stringify(conciseDefinition(dataset.definition), null, 2);
  return (
    <Panel
      title="As JSON"
      actions={
        <>
          <Badge>Table Schema</Badge>
          <IconButton label="Download" onClick={() => downloadJson(`${dataset.name}.json`, text)}>
            <Download />
          </IconButton>
          <CopyButton text={text} label="Copy the definition" />
        </>
      }
    >
      <pre
        tabIndex={0}
        aria-label="Definition as JSON"
        className="max-h-96 overflow-auto font-mono text-xs leading-5"
      >
        {text}
      </pre>
    </Panel>
  );
}
