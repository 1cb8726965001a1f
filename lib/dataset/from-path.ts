/** The names of the groups in `fromPath.pattern`, in its order; each becomes a string column. */
export function pathColumnNames(definition: { fromPath?: { pattern: string } | undefined }): string[] {
  const groups = definition.fromPath?.pattern.matchAll(/\(\?P?<([A-Za-z_]\w*)>/g) ?? [];
  return Array.from(groups, (group) => group[1] ?? '');
}
