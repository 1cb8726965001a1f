/** What the palette offers: places first, then what can be done. */
import {
  Columns3,
  Database,
  FilePlus2,
  History,
  Keyboard,
  KeyRound,
  LogOut,
  ScrollText,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import type { Dataset } from '@/components/api/datasets';
import type { Import } from '@/components/api/imports';
import type { Session } from '@/lib/session';
import { DESTINATIONS } from '@/components/shell/navigation';
import { THEMES } from '@/components/shell/themes';
import { DATASET_TABS, paths } from '@/lib/paths';
import { may } from '@/lib/roles';

export interface PaletteCommand {
  /** Unlike any other's. */
  id: string;
  label: string;
  /** Said behind the label. */
  note?: string;
  icon: LucideIcon;
  /** Other words by which it is found. */
  keywords?: string[];
  /** Where it leads, or what it does. */
  act: string | (() => void);
}

export interface PaletteGroup {
  heading: string;
  commands: PaletteCommand[];
}

interface Known {
  session: Session;
  datasets: readonly Dataset[];
  imports: readonly Import[];
  setTheme: (theme: string) => void;
  showShortcuts: () => void;
  leave: () => void;
}

/** ULIDs, as imports have them. */
const IMPORT_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/i;
const TAB_WORDS: Partial<Record<(typeof DATASET_TABS)[number], string>> = {
  sql: 'SQL',
  review: 'Review',
  views: 'Views',
  definition: 'Definition',
  imports: 'Imports',
};

export function paletteGroups(known: Known, text: string): PaletteGroup[] {
  const groups: PaletteGroup[] = [
    { heading: 'Import', commands: importById(text) },
    { heading: 'Go to', commands: places(known.session) },
    { heading: 'Datasets', commands: known.datasets.flatMap((dataset) => ofDataset(dataset, text !== '')) },
    { heading: 'Latest imports', commands: known.imports.map(ofImport) },
    { heading: 'Do', commands: deeds(known) },
  ];
  return groups.filter(({ commands }) => commands.length > 0);
}

function importById(text: string): PaletteCommand[] {
  const id = text.trim().toUpperCase();
  if (!IMPORT_ID.test(id)) return [];
  return [{ id: `id ${id}`, label: `Import ${id}`, icon: History, keywords: [text], act: paths.import(id) }];
}

function places(session: Session): PaletteCommand[] {
  const main = DESTINATIONS.filter(({ needs }) => may(session, needs)).map(({ label, href, icon }) => ({
    id: `go ${href}`,
    label,
    icon,
    act: href,
  }));
  const managed: PaletteCommand[] = may(session, 'manage')
    ? [
        { id: 'go keys', label: 'API keys', icon: KeyRound, keywords: ['People'], act: paths.apiKeys },
        { id: 'go audit', label: 'Audit trail', icon: ScrollText, keywords: ['People'], act: paths.audit() },
      ]
    : [];
  return [
    ...main,
    ...managed,
    {
      id: 'go account',
      label: 'Account',
      icon: UserRound,
      keywords: ['password', 'profile', 'two-step'],
      act: paths.account,
    },
  ];
}

/** The parts of a dataset come once something is searched for: all of them at once would hide the rest. */
function ofDataset({ name, title }: Dataset, withParts: boolean): PaletteCommand[] {
  const whole = {
    id: `dataset ${name}`,
    label: title,
    note: name,
    icon: Database,
    keywords: [name],
    act: paths.dataset(name),
  };
  if (!withParts) return [whole];
  const parts = DATASET_TABS.flatMap((tab) => {
    const words = TAB_WORDS[tab];
    return words
      ? [
          {
            id: `dataset ${name} ${tab}`,
            label: `${title}: ${words}`,
            icon: Columns3,
            keywords: [name],
            act: paths.dataset(name, tab),
          },
        ]
      : [];
  });
  return [whole, ...parts];
}

function ofImport({ id, fileName, dataset }: Import): PaletteCommand {
  return {
    id: `import ${id}`,
    label: fileName,
    note: dataset,
    icon: History,
    keywords: [id, dataset],
    act: paths.import(id),
  };
}

function deeds({ session, setTheme, showShortcuts, leave }: Known): PaletteCommand[] {
  const newDataset: PaletteCommand[] = may(session, 'define')
    ? [
        {
          id: 'do dataset',
          label: 'New dataset',
          icon: FilePlus2,
          keywords: ['wizard', 'define'],
          act: paths.newDataset,
        },
      ]
    : [];
  return [
    ...newDataset,
    ...THEMES.map(({ value, label, icon }) => ({
      id: `theme ${value}`,
      label: `Theme: ${label}`,
      icon,
      keywords: ['colours', 'mode'],
      act: () => setTheme(value),
    })),
    {
      id: 'do keys',
      label: 'Keyboard shortcuts',
      icon: Keyboard,
      keywords: ['help', '?'],
      act: showShortcuts,
    },
    { id: 'do leave', label: 'Sign out', icon: LogOut, keywords: ['log out'], act: leave },
  ];
}
