import { isJsonObject, type JsonObject, type JsonValue } from '../assembly/json-value';

/** Whether an event matches; made once from a rule's pattern. */
export type EventMatcher = (event: JsonObject) => boolean;

type ValueMatcher = (value: JsonValue | undefined) => boolean;

/**
 * EventBridge's event patterns: nested objects whose leaves are lists of which one must match. A field of the
 * event that is a list matches when one of its elements does.
 *
 * @throws Error on an operator this does not know: a rule that matches too much would run functions on the wrong events.
 */
export function compilePattern(pattern: JsonObject, place: string): EventMatcher {
  const fields = Object.entries(pattern).map(([name, expected]): EventMatcher => {
    const here = `${place}.${name}`;
    if (name === '$or') return compileAlternatives(expected, here);
    if (Array.isArray(expected)) {
      const matchers = expected.map((one) => compileValue(one, here));
      return (event) => matchers.some((matches) => matchesField(event[name], matches));
    }
    if (!isJsonObject(expected)) throw new Error(`${here}: a pattern's leaves are lists.`);
    const matchesNested = compilePattern(expected, here);
    return (event) => {
      const nested = event[name];
      return matchesNested(isJsonObject(nested) ? nested : {});
    };
  });
  return (event) => fields.every((matches) => matches(event));
}

function compileAlternatives(expected: JsonValue, place: string): EventMatcher {
  if (!Array.isArray(expected)) throw new Error(`${place}: a list of patterns is expected.`);
  const alternatives = expected.map((one) => {
    if (!isJsonObject(one)) throw new Error(`${place}: a list of patterns is expected.`);
    return compilePattern(one, place);
  });
  return (event) => alternatives.some((matches) => matches(event));
}

function matchesField(value: JsonValue | undefined, matches: ValueMatcher): boolean {
  return Array.isArray(value) && value.length > 0 ? value.some((one) => matches(one)) : matches(value);
}

function compileValue(expected: JsonValue, place: string): ValueMatcher {
  if (!isJsonObject(expected)) return (value) => value === expected;
  const [operator, ...others] = Object.keys(expected);
  const argument = expected[operator ?? ''];
  const compile = OPERATORS[operator ?? ''];
  if (!compile || argument === undefined || others.length > 0) {
    throw new Error(`${place}: the operator ${JSON.stringify(expected)} is not supported.`);
  }
  return compile(argument, place);
}

const OPERATORS: Record<string, (argument: JsonValue, place: string) => ValueMatcher> = {
  prefix: (argument, place) => {
    const { text, fold } = textArgument(argument, place);
    return (value) => typeof value === 'string' && fold(value).startsWith(text);
  },
  suffix: (argument, place) => {
    const { text, fold } = textArgument(argument, place);
    return (value) => typeof value === 'string' && fold(value).endsWith(text);
  },
  'equals-ignore-case': (argument, place) => {
    const text = plainText(argument, place).toLowerCase();
    return (value) => typeof value === 'string' && value.toLowerCase() === text;
  },
  wildcard: (argument, place) => {
    const parts = plainText(argument, place).split('*');
    const expression = new RegExp(
      `^${parts.map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('.*')}$`,
      's',
    );
    return (value) => typeof value === 'string' && expression.test(value);
  },
  exists: (argument, place) => {
    if (typeof argument !== 'boolean') throw new Error(`${place}: exists takes true or false.`);
    return (value) => (value !== undefined) === argument;
  },
  'anything-but': (argument, place) => {
    const excluded = anythingBut(argument, place).map((one) => compileValue(one, place));
    return (value) => value !== undefined && !excluded.some((matches) => matches(value));
  },
  numeric: (argument, place) => {
    const tests = numericTests(argument, place);
    return (value) => typeof value === 'number' && tests.every((passes) => passes(value));
  },
};

/** What must not be there, as values or operators: `{"prefix": ["a", "b"]}` is two. */
function anythingBut(argument: JsonValue, place: string): JsonValue[] {
  if (Array.isArray(argument)) return argument;
  if (!isJsonObject(argument)) return [argument];
  const [operator, ...others] = Object.keys(argument);
  const values = argument[operator ?? ''];
  if (
    !operator ||
    others.length > 0 ||
    values === undefined ||
    operator === 'exists' ||
    operator === 'numeric'
  ) {
    throw new Error(`${place}: anything-but ${JSON.stringify(argument)} is not supported.`);
  }
  return (Array.isArray(values) ? values : [values]).map((value) => ({ [operator]: value }));
}

const COMPARISONS: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function numericTests(argument: JsonValue, place: string): ((value: number) => boolean)[] {
  if (!Array.isArray(argument) || argument.length === 0 || argument.length % 2 !== 0) {
    throw new Error(`${place}: numeric takes pairs of a comparison and a number.`);
  }
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < argument.length; index += 2) {
    const compare = COMPARISONS[String(argument[index])];
    const bound = argument[index + 1];
    if (!compare || typeof bound !== 'number')
      throw new Error(`${place}: numeric ${JSON.stringify(argument)} is not valid.`);
    tests.push((value) => compare(value, bound));
  }
  return tests;
}

function textArgument(argument: JsonValue, place: string): { text: string; fold: (text: string) => string } {
  if (isJsonObject(argument) && Object.keys(argument).join() === 'equals-ignore-case') {
    const text = plainText(argument['equals-ignore-case'], place).toLowerCase();
    return { text, fold: (value) => value.toLowerCase() };
  }
  return { text: plainText(argument, place), fold: (value) => value };
}

function plainText(argument: JsonValue | undefined, place: string): string {
  if (typeof argument !== 'string')
    throw new Error(`${place}: expected text, found ${JSON.stringify(argument)}.`);
  return argument;
}
