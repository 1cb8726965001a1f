/** Names for a dataset, made from a file's name. */

const SLUG_CHARS_MAX = 64;

/** Lower-case letters, digits and single hyphens; `dataset` where nothing of the text can stay. */
export function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_CHARS_MAX)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? 'dataset' : slug;
}

/** `sales_2024.csv.gz` as `sales_2024`. */
export function baseNameOf(fileName: string): string {
  const name = fileName.split(/[/\\]/).at(-1) ?? '';
  return name.replace(/\.gz$/i, '').replace(/(?<=.)\.[A-Za-z0-9]{1,8}$/, '');
}

/** `sales_2024.csv` as `Sales 2024`. */
export function titleOf(fileName: string): string {
  const words = baseNameOf(fileName)
    .replaceAll(/[_\s-]+/g, ' ')
    .trim();
  return words === '' ? 'Dataset' : words.slice(0, 1).toUpperCase() + words.slice(1);
}
