'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { VIEW_TITLE_MAX } from '@/lib/saved-views';

interface SaveViewFormProps {
  pending: boolean;
  /** True once it is saved, and the form may be emptied. */
  onSave: (title: string, shared: boolean) => Promise<boolean>;
}

/** A title for what is shown, to come back to it. */
export function SaveViewForm({ pending, onSave }: SaveViewFormProps): ReactNode {
  const [title, setTitle] = useState('');
  const [shared, setShared] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() !== '' && (await onSave(title.trim(), shared))) {
      setTitle('');
      setShared(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-1">
      <div className="flex gap-2">
        <Input
          aria-label="Title of a new view"
          placeholder="Save what is shown as…"
          maxLength={VIEW_TITLE_MAX}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          className="min-w-0 flex-1"
        />
        <Button
          type="submit"
          size="sm"
          className="h-9"
          variant="primary"
          pending={pending}
          disabled={title.trim() === ''}
        >
          Save
        </Button>
      </div>
      <Checkbox
        label={<span className="text-sm text-muted">Everybody who reads the dataset sees it</span>}
        checked={shared}
        onCheckedChange={setShared}
      />
    </form>
  );
}
