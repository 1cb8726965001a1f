import { paths } from '@/lib/paths';

/** The dataset that a page is about: files that come in there are meant for it. Null where none is named. */
export function datasetOfPage({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string | null {
  if (pathname === paths.upload()) return new URLSearchParams(search).get('dataset');
  const [, name] = /^\/datasets\/([^/]+)/.exec(pathname) ?? [];
  return name === undefined ? null : decodeURIComponent(name);
}

/** Whether a page takes dropped and pasted files for something else than an import. */
export function hasOwnUseOfFiles(pathname: string): boolean {
  return pathname === paths.newDataset || pathname.endsWith('/definition/edit');
}
