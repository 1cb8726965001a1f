/** Zod's issues as sentences that name the place: `schema.fields[2].type: …`. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

export function describeIssues(issues: readonly Issue[]): string[] {
  return issues.flatMap((issue) => describeIssue(issue, []));
}

function describeIssue(issue: Issue, parentPath: PropertyKey[]): string[] {
  const path = [...parentPath, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${placeOf([...path, key])}: there is no such property.`);
  }
  if (issue.code === 'invalid_union') {
    const branch = closestBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => describeIssue(inner, path));
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return [`${placeOf(path)}: is missing.`];
  }
  return [`${placeOf(path)}: ${withFullStop(issue.message.replace('Invalid input: ', ''))}`];
}

/** Of a union's alternatives, the one that was understood furthest: that is the one the author meant. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (branch: readonly Issue[]) =>
    Math.max(...branch.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
  return branches
    .filter((branch) => branch.length > 0 && depth(branch) > 0)
    .toSorted((a, b) => depth(b) - depth(a))[0];
}

function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'definition';
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`;
    return place === '' ? String(step) : `${place}.${String(step)}`;
  }, '');
}

function withFullStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
