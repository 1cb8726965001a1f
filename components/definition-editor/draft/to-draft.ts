/** A definition as a draft: without its version, which saving gives it. */
export function toDraft(definition: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(definition).filter(([name]) => name !== 'version'));
}
