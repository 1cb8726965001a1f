'use client';

import { FunctionSquare, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';
import { freeName } from '../controls/item-list';
import { TextControl } from '../controls/text-control';
import { draftColumns } from '../draft/draft-columns';
import { placeOf, readAt, textAt, type JsonPath } from '../draft/json-path';
import { useDraft, useDraftPlace } from '../draft/use-draft';
import { ExpressionControl } from '../expressions/expression-control';

/** What a view has one row per: columns, or expressions with a name. */
export function ViewGroups({ path }: { path: JsonPath }): ReactNode {
  const { value, set } = useDraftPlace(path);
  const columns = draftColumns(useDraft()).filter(({ hidden }) => !hidden);
  const groups: readonly unknown[] = Array.isArray(value) ? value : [];
  const names = groups.map((group) => (typeof group === 'string' ? group : textAt(group, ['name'])));
  return (
    <fieldset className="flex flex-col gap-2" data-place={placeOf(path)}>
      <legend className="mb-1 text-sm font-medium">One row per</legend>
      {groups.map((group, index) => (
        <div key={index} className="flex items-start gap-2">
          {readAt(group, ['as']) === undefined ? (
            <span className="flex min-h-9 min-w-0 flex-1 items-center font-mono text-xs">{names[index]}</span>
          ) : (
            <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
              <TextControl
                path={[...path, index, 'name']}
                label="Name of the group"
                hideLabel
                required
                mono
              />
              <ExpressionControl
                path={[...path, index, 'as']}
                label={`Expression of ${names[index]}`}
                hideLabel
                kind="group"
                placeholder="year(date)"
              />
            </div>
          )}
          <IconButton
            label={`Take ${names[index]} out of the groups`}
            onClick={() => set(groups.filter((_, at) => at !== index))}
          >
            <Trash2 />
          </IconButton>
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label="Group by a column"
          value=""
          options={[
            { value: '', label: 'Group by a column' },
            ...columns
              .filter(({ name }) => !names.includes(name))
              .map(({ name, title }) => ({ value: name, label: title ? `${name} (${title})` : name })),
          ]}
          onValueChange={(name) => (name === '' ? undefined : set([...groups, name]))}
          className="max-w-64"
        />
        <Button
          size="sm"
          onClick={() =>
            set([
              ...groups,
              { name: freeName([...names.map((name) => ({ name })), ...columns], 'group', '_'), as: '' },
            ])
          }
        >
          <FunctionSquare aria-hidden />
          Group by an expression
        </Button>
      </div>
    </fieldset>
  );
}
