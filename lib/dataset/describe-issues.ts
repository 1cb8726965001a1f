/** Zod's issues in our words, each with its place. */
import type { z } from 'zod';
import { joinPath } from './definition-issue';
import type { DefinitionIssue } from './definition-issue';

type Issue = z.core.$ZodIssue;

export function describeIssues(issues: readonly Issue[]): DefinitionIssue[] {
  return issues.flatMap((issue) => describeIssue(issue, []));
}

function describeIssue(issue: Issue, parentPath: PropertyKey[]): DefinitionIssue[] {
  const path = [...parentPath, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathOf([...path, key]), message: 'there is no such property.' }));
  }
  if (issue.code === 'invalid_union') {
    const branch = closestBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => describeIssue(inner, path));
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return [{ path: pathOf(path), message: 'is missing.' }];
  }
  return [{ path: pathOf(path), message: withFullStop(issue.message.replace('Invalid input: ', '')) }];
}

/** Of a union's alternatives, the one that was understood furthest: that is the one the author meant. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (branch: readonly Issue[]) =>
    Math.max(...branch.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
  return branches
    .filter((branch) => branch.length > 0 && depth(branch) > 0)
    .toSorted((a, b) => depth(b) - depth(a))[0];
}

function pathOf(steps: readonly PropertyKey[]): string {
  return steps.reduce<string>(joinPath, '');
}

function withFullStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
