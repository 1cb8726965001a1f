import Link from 'next/link';
import type { ReactNode } from 'react';
import { ExportDock } from '@/components/sharing/export-dock';
import { PaletteButton } from '@/components/command-palette/palette-button';
import { PaletteKeys } from '@/components/command-palette/palette-keys';
import { Brand } from '@/components/shell/brand';
import { LiveDot } from '@/components/shell/live-dot';
import { NavLinks } from '@/components/shell/nav-links';
import { UserMenu } from '@/components/shell/user-menu';
import { DropAnywhere } from '@/components/upload/intake/drop-anywhere';
import { UploadDock } from '@/components/upload/upload-dock';
import { paths } from '@/lib/paths';

/** The frame of every page: the rail on the left, on a phone a bar above and one below. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-ink px-3 py-2 text-canvas focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        Skip to the content
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col border-r bg-surface lg:flex">
        <div className="flex h-14 items-center justify-between pr-3 pl-5">
          <Link href={paths.overview} aria-label="Lakeport, overview">
            <Brand />
          </Link>
          <LiveDot />
        </div>
        <div className="grid px-3 pt-2">
          <PaletteButton />
        </div>
        <nav aria-label="Main" className="min-h-0 flex-1 overflow-y-auto px-3 py-3">
          <NavLinks layout="rail" />
        </nav>
        <UploadDock />
        <ExportDock />
        <div className="grid border-t p-2">
          <UserMenu />
        </div>
      </aside>
      <header className="sticky top-0 z-30 flex h-13 items-center justify-between border-b bg-surface pr-2 pl-4 lg:hidden">
        <Link href={paths.overview} aria-label="Lakeport, overview">
          <Brand />
        </Link>
        <span className="flex items-center gap-1">
          <PaletteButton compact />
          <UserMenu compact />
        </span>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 px-4 pt-5 pb-28 outline-none sm:px-6 lg:px-8 lg:pt-6 lg:pb-12"
      >
        <div className="mx-auto flex max-w-content flex-col gap-5">{children}</div>
      </main>
      <nav
        aria-label="Main"
        className="fixed inset-x-0 bottom-0 z-30 border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
      >
        <NavLinks layout="bar" />
      </nav>
      <DropAnywhere />
      <PaletteKeys />
    </div>
  );
}
