import { LakeportError } from '../../errors';
import { withLineage, type LakeColumn } from '../columns';
import { checkFilter, type Filter } from '../query/filters';
import { parseSort, type Sort } from '../query/sort';
import type { ExportQuestion } from './export-record';

/** What an export may be asked in characters of JSON: it is kept beside its state, in one small item of a table. */
const QUESTION_CHARS_MAX = 100_000;

/** A question whose parts fit the columns of the dataset. */
export interface CheckedQuestion {
  selected: LakeColumn[];
  filters: Filter[];
  search: string;
  sort: Sort;
}

/**
 * @param columns those of the definition
 * @throws LakeportError `invalid-request`, `invalid-filter`, naming what does not fit
 */
export function checkQuestion(question: ExportQuestion, columns: readonly LakeColumn[]): CheckedQuestion {
  const known = withLineage(columns);
  if (JSON.stringify(question).length > QUESTION_CHARS_MAX) {
    throw new LakeportError('invalid-request', 'The filters of the export are too long to be kept.', {
      resolution: 'Use fewer values in a list, or a range.',
    });
  }
  return {
    selected: selectColumns(question.columns, known),
    filters: question.filters.map((filter) => checkFilter(filter, known)),
    search: question.search,
    sort: parseSort(question.sort, known),
  };
}

function selectColumns(names: readonly string[], known: readonly LakeColumn[]): LakeColumn[] {
  const selected = [...new Set(names)].map((name) => {
    const column = known.find((candidate) => candidate.name === name);
    if (column) return column;
    throw new LakeportError('invalid-request', `There is no column ${name}.`, {
      resolution: `The columns are ${known.map((candidate) => candidate.name).join(', ')}.`,
    });
  });
  if (selected.length > 0) return selected;
  throw new LakeportError('invalid-request', 'An export needs at least one column.');
}
