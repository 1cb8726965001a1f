import type { DefinitionIssue } from '@/lib/dataset/definition-issue';
import { readAt, writeAt, type JsonPath } from './json-path';
import { sameJson } from './same-json';

/**
 * A definition while it is being edited. It is kept as JSON, whatever it holds: the form changes single places of it,
 * so that nothing is lost that the form does not show or that is not right yet.
 */
export class DraftStore {
  private draft: unknown;
  private issues: readonly DefinitionIssue[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    /** What it was before anything was changed. */
    private base: unknown,
    draft: unknown = base,
  ) {
    this.draft = draft;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getDraft = (): unknown => this.draft;
  getBase = (): unknown => this.base;
  getIssues = (): readonly DefinitionIssue[] => this.issues;
  isChanged = (): boolean => this.draft !== this.base && !sameJson(this.draft, this.base);

  /** Writes one place; `undefined` takes it out. */
  set = (path: JsonPath, value: unknown): void => {
    if (readAt(this.draft, path) === value) return;
    this.replace(writeAt(this.draft, path, value));
  };

  replace = (draft: unknown): void => {
    this.draft = draft;
    this.notify();
  };

  /** From here on, only what differs from this is a change. */
  rebase = (base: unknown, draft: unknown = base): void => {
    this.base = base;
    this.replace(draft);
  };

  setIssues = (issues: readonly DefinitionIssue[]): void => {
    if (sameJson(issues, this.issues)) return;
    this.issues = issues;
    this.notify();
  };

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}
