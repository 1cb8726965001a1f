'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useRef, useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { datasetsQuery, importsQuery } from '@/components/api/queries';
import { useSession } from '@/components/auth/session-context';
import { signOut } from '@/components/auth/sign-out';
import { paletteGroups, type PaletteCommand } from '@/components/command-palette/palette-commands';
import { showPalette } from '@/components/command-palette/palette-state';

const RECENT_IMPORTS = 20;

/** Goes anywhere and does what the role allows, by its name. */
export function CommandPalette({ onClose }: { onClose: () => void }): ReactNode {
  const router = useRouter();
  const session = useSession();
  const { setTheme } = useTheme();
  const [text, setText] = useState('');
  const opener = useRef(typeof document === 'undefined' ? null : document.activeElement);
  const datasets = useQuery(datasetsQuery()).data ?? [];
  const imports = useInfiniteQuery(importsQuery({}, RECENT_IMPORTS)).data?.pages[0]?.items ?? [];
  const leave = () => {
    signOut().catch(() => toast.error('Signing out failed. Check your connection and try again.'));
  };
  const showShortcuts = () => showPalette('shortcuts');
  const groups = paletteGroups({ session, datasets, imports, setTheme, showShortcuts, leave }, text);
  const run = ({ act }: PaletteCommand) => {
    onClose();
    if (typeof act === 'string') router.push(act);
    else act();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="animate-overlay fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
          className="animate-panel fixed inset-x-3 top-[12vh] z-50 mx-auto max-w-xl overflow-hidden rounded-lg border bg-surface shadow-overlay outline-none"
        >
          <Dialog.Title className="sr-only">Go to…</Dialog.Title>
          <Command label="Commands" loop>
            <div className="flex items-center gap-2.5 border-b px-4">
              <Search aria-hidden className="size-4.5 shrink-0 text-faint" />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder="A page, a dataset, an import, or what to do"
                className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-faint"
              />
            </div>
            <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-2">
              <Command.Empty className="px-3 py-8 text-center text-muted">
                Nothing is called that. Imports are found by their file’s name or their id.
              </Command.Empty>
              {groups.map(({ heading, commands }) => (
                <Command.Group
                  key={heading}
                  heading={heading}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
                >
                  {commands.map((command) => (
                    <Entry key={command.id} command={command} onSelect={() => run(command)} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Entry({ command, onSelect }: { command: PaletteCommand; onSelect: () => void }): ReactNode {
  const { id, label, note, icon: Icon, keywords = [] } = command;
  return (
    <Command.Item
      value={id}
      keywords={[label, ...keywords]}
      onSelect={onSelect}
      className="flex h-10 cursor-pointer items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent-strong"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="truncate">{label}</span>
      {note ? <span className="ml-auto shrink-0 text-sm text-muted">{note}</span> : null}
    </Command.Item>
  );
}
