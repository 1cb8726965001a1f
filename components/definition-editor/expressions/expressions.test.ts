import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import type { DraftColumn } from '../draft/draft-columns';
import { completeExpression, quotedName } from './complete-expression';
import { functionsFor } from './functions-for';
import { locateProblem } from './locate-problem';

const marked = (expression: string, message: string) => {
  const { from, to } = locateProblem(expression, message);
  return expression.slice(from, to);
};

describe('locating a problem', () => {
  it('finds the name that the message quotes, as a word of its own', () => {
    expect(marked('maxi + max_temp > max', 'There is no column “max”.')).toBe('max');
    expect(locateProblem('maxi + max_temp > max', 'There is no column “max”.').from).toBe(18);
    expect(marked('value > > 3', 'It cannot be read: syntax error at or near ">"')).toBe('>');
    expect(marked('READ_CSV(1)', '“read_csv” is not an allowed function.')).toBe('READ_CSV');
  });

  it('marks the end where the text ends too early, and all of it where nothing is named', () => {
    expect(marked('value > (3', 'It cannot be read: syntax error at end of input')).toBe('3');
    expect(marked('value > 3', 'It must come to true or false.')).toBe('value > 3');
  });
});

const column = (name: string, type: string): DraftColumn => ({
  name,
  type,
  title: '',
  hidden: false,
  origin: 'field',
});

describe('completing an expression', () => {
  const source = completeExpression(
    [column('max_temp', 'number'), column('Wind speed', 'number')],
    functionsFor(false),
  );
  const complete = (text: string) => {
    const result = source(new CompletionContext(EditorState.create({ doc: text }), text.length, false));
    if (result instanceof Promise) throw new Error('Completions come at once.');
    return result;
  };

  it('offers columns and functions from the word on', () => {
    const result = complete('round(ma');
    expect(result?.from).toBe('round('.length);
    const labels = result?.options.map(({ label }) => label) ?? [];
    expect(labels).toEqual(expect.arrayContaining(['max_temp', 'Wind speed', 'greatest', 'CASE WHEN']));
    // An aggregate means nothing in a rule.
    expect(labels).not.toContain('avg');
    expect(functionsFor(true).map(({ name }) => name)).toContain('avg');
  });

  it('offers nothing inside a text, nor before a word is begun', () => {
    expect(complete("state = 'ma")).toBeNull();
    expect(complete('max_temp > ')).toBeNull();
  });

  it('quotes names that SQL would not take for one', () => {
    expect(quotedName('max_temp')).toBe('max_temp');
    expect(quotedName('Wind speed')).toBe('"Wind speed"');
    expect(quotedName('a"b')).toBe('"a""b"');
  });
});
