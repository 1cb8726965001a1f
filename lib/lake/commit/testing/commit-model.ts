/**
 * What commits of a small dataset should do, in plain maps: nothing is carried over from commit to commit, the state is
 * worked out from the beginning each time.
 */
import type { Counts, Effect } from '../../../counts';

export interface ModelRow {
  key: string;
  isFlagged: boolean;
  max: number;
}

export type SelectionOp = 'delete' | 'release' | 'dismiss';

export interface Saying {
  op: 'accept' | 'flag' | SelectionOp;
  key: string;
  max: number;
}

export interface ModelCommit {
  id: string;
  kind: string;
  place: number;
  unseats: string[];
  sayings: Saying[];
}

export interface ModelState {
  silver: Map<string, number>;
  anomalies: Map<string, number>;
}

export interface ModelOutcome {
  counts: Partial<Counts>;
  effect: Effect | null;
}

const ZONES = ['silver', 'anomalies'] as const;

export class CommitModel {
  readonly commits: ModelCommit[] = [];

  state(): ModelState {
    return stateOf(standing(this.commits));
  }

  standingIds(): string[] {
    return standing(this.commits).map(({ id }) => id);
  }

  isStanding(id: string): boolean {
    return this.standingIds().includes(id);
  }

  load(id: string, rows: readonly ModelRow[]): ModelOutcome {
    const counts = countRows(this.state(), rows);
    this.#add({ id, kind: 'load', sayings: sayingsOf(rows) });
    return { counts, effect: null };
  }

  undo(id: string, undoes: string): ModelOutcome {
    const effect = this.#change({ id, kind: 'undo', unseats: [undoes], sayings: [] });
    return { counts: { received: 0, accepted: 0 }, effect };
  }

  /** Whatever sits at the place of the replayed import has to leave it. */
  replay(id: string, replayed: string, rows: readonly ModelRow[]): ModelOutcome {
    const counts = countRows(this.state(), rows);
    const place = this.commits.find((commit) => commit.id === replayed)?.place ?? 0;
    const unseats = this.commits.filter((commit) => commit.place === place).map((commit) => commit.id);
    const effect = this.#change({ id, kind: 'replay', place, unseats, sayings: sayingsOf(rows) });
    return { counts, effect };
  }

  /** As if one key had been named twice. */
  select(id: string, op: SelectionOp, keys: readonly string[]): ModelOutcome {
    const { silver, anomalies } = this.state();
    const touched = keys.filter((key) => anomalies.has(key) || (op === 'delete' && silver.has(key)));
    const updated = touched.filter((key) => op === 'delete' || (op === 'release' && silver.has(key))).length;
    const removed =
      touched.filter((key) => anomalies.has(key)).length +
      touched.filter((key) => op === 'delete' && silver.has(key)).length;
    const sayings = touched.map((key) => ({ op, key, max: anomalies.get(key) ?? 0 }));
    this.#add({ id, kind: op, sayings });
    return {
      counts: {
        received: keys.length + 1,
        accepted: touched.length,
        rejected: keys.length + 1 - touched.length,
        updated: op === 'dismiss' ? 0 : updated,
        inserted: op === 'release' ? touched.length - updated : 0,
      },
      effect: { removed: op === 'release' ? 0 : removed, restored: 0, kept: 0 },
    };
  }

  #add(commit: Pick<ModelCommit, 'id' | 'kind' | 'sayings'> & Partial<ModelCommit>): void {
    this.commits.push({ place: this.commits.length + 1, unseats: [], ...commit });
  }

  /** Adds a commit that unseats others, and says what that did to rows which it does not bring itself. */
  #change(commit: Pick<ModelCommit, 'id' | 'kind' | 'sayings'> & Partial<ModelCommit>): Effect {
    const before = this.state();
    const stood = standing(this.commits);
    this.#add(commit);
    const after = this.state();
    const stand = standing(this.commits).filter(({ id }) => id !== commit.id);
    const leaving = stood.filter((one) => !stand.includes(one));
    const effect: Effect = { removed: 0, restored: 0, kept: 0 };
    for (const zone of ZONES) {
      const own = new Map(presences(zone, [{ sayings: commit.sayings }]));
      const brought = new Map(presences(zone, leaving));
      for (const key of new Set([...before[zone].keys(), ...after[zone].keys()])) {
        const was = before[zone].get(key);
        const is = after[zone].get(key);
        if (is === undefined) effect.removed += 1;
        else if (is !== was && own.get(key) !== is) effect.restored += 1;
        else if (is === was && brought.has(key) && !own.has(key)) effect.kept += 1;
      }
    }
    return effect;
  }
}

function presences(
  zone: (typeof ZONES)[number],
  commits: readonly Pick<ModelCommit, 'sayings'>[],
): [string, number][] {
  const ops = zone === 'silver' ? ['accept', 'release'] : ['flag'];
  return commits.flatMap(({ sayings }) =>
    sayings.filter(({ op }) => ops.includes(op)).map(({ key, max }): [string, number] => [key, max]),
  );
}

function standing(commits: readonly ModelCommit[]): ModelCommit[] {
  const stands = (commit: ModelCommit, index: number): boolean =>
    !commits.some((other, at) => at > index && other.unseats.includes(commit.id) && stands(other, at));
  return commits.filter(stands);
}

/** What commits that stand say, one after the other in the order of their places. */
export function stateOf(commits: readonly Pick<ModelCommit, 'place' | 'sayings'>[]): ModelState {
  const silver = new Map<string, number>();
  const anomalies = new Map<string, number>();
  const dismissed = new Set<string>();
  const inOrder = commits
    .map((commit, index) => ({ commit, index }))
    .sort((a, b) => a.commit.place - b.commit.place || a.index - b.index);
  for (const { op, key, max } of inOrder.flatMap(({ commit }) => commit.sayings)) {
    const waits = anomalies.get(key) === max;
    if (op === 'accept' || (op === 'release' && waits)) silver.set(key, max);
    if (op === 'delete') silver.delete(key);
    if (op === 'dismiss') dismissed.add(`${key} ${max}`);
    if (op === 'flag') {
      const isSettled = silver.get(key) === max || dismissed.has(`${key} ${max}`);
      if (isSettled) anomalies.delete(key);
      else anomalies.set(key, max);
    } else if (op === 'accept' || op === 'delete' || waits) anomalies.delete(key);
  }
  return { silver, anomalies };
}

function sayingsOf(rows: readonly ModelRow[]): Saying[] {
  return rows.map(({ key, max, isFlagged }) => ({ op: isFlagged ? 'flag' : 'accept', key, max }));
}

function countRows({ silver }: ModelState, rows: readonly ModelRow[]): Partial<Counts> {
  const accepted = rows.filter(({ isFlagged }) => !isFlagged);
  const unchanged = accepted.filter(({ key, max }) => silver.get(key) === max).length;
  const inserted = accepted.filter(({ key }) => !silver.has(key)).length;
  return {
    received: rows.length,
    accepted: accepted.length,
    anomalous: rows.length - accepted.length,
    unchanged,
    inserted,
    updated: accepted.length - unchanged - inserted,
  };
}
