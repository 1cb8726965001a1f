/** What is wrong with a definition, and where. */
export interface DefinitionIssue {
  /** As a form can place it: `schema.fields[2].constraints.pattern`; empty for the definition as a whole. */
  path: string;
  message: string;
}

/** A step of a path behind another: a number is an index. */
export function joinPath(path: string, step: PropertyKey): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  return path === '' ? String(step) : `${path}.${String(step)}`;
}

/** The issue as a sentence that begins with its place. */
export function issueSentence({ path, message }: DefinitionIssue): string {
  return `${path === '' ? 'definition' : path}: ${message}`;
}
