/**
 * Metric math: + - * / with brackets over numbers and ids, and FILL(id, number). Nothing else of "Using math expressions
 * with CloudWatch metrics" is known here; it is refused by name rather than computed wrongly.
 */
import { AwsJsonError } from '../aws-json';

/** Values by the start of their period, epoch seconds. */
export type Series = ReadonlyMap<number, number>;

export interface ExpressionScope {
  /** The series of an id. */
  resolve(id: string): Series;
  /** The starts of all periods, for FILL. */
  periods(): readonly number[];
}

type Value = Series | number;
type Operator = '+' | '-' | '*' | '/';

const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|([A-Za-z_]\w*)|([-+*/(),]))/y;

/** @throws AwsJsonError when the expression cannot be read or gives a number and no series */
export function evaluateExpression(text: string, scope: ExpressionScope): Series {
  const value = new ExpressionReader(text, scope).read();
  if (typeof value !== 'number') return value;
  throw invalid(`The expression '${text}' gives a number; it must give a time series.`);
}

/** Reads and computes in one go, by recursive descent: sum → product → factor. */
class ExpressionReader {
  readonly #text: string;
  readonly #scope: ExpressionScope;
  readonly #tokens: string[];
  #position = 0;

  constructor(text: string, scope: ExpressionScope) {
    this.#text = text;
    this.#scope = scope;
    this.#tokens = tokenize(text);
  }

  read(): Value {
    const value = this.#sum();
    if (this.#position < this.#tokens.length) throw this.#unexpected();
    return value;
  }

  #sum(): Value {
    let value = this.#product();
    for (let operator = this.#take('+', '-'); operator; operator = this.#take('+', '-')) {
      value = combine(operator, value, this.#product());
    }
    return value;
  }

  #product(): Value {
    let value = this.#factor();
    for (let operator = this.#take('*', '/'); operator; operator = this.#take('*', '/')) {
      value = combine(operator, value, this.#factor());
    }
    return value;
  }

  #factor(): Value {
    if (this.#take('-')) return combine('-', 0, this.#factor());
    if (this.#take('(')) {
      const value = this.#sum();
      this.#expect(')');
      return value;
    }
    const token = this.#tokens[this.#position++];
    if (token === undefined || /^\W/.test(token)) throw this.#unexpected();
    if (/^\d/.test(token)) return Number(token);
    return this.#take('(') ? this.#call(token) : this.#scope.resolve(token);
  }

  #call(name: string): Value {
    if (name !== 'FILL') throw invalid(`The laptop's CloudWatch has no function ${name} in expressions.`);
    const series = this.#sum();
    this.#expect(',');
    const filler = this.#sum();
    this.#expect(')');
    if (typeof series === 'number' || typeof filler !== 'number') {
      throw invalid(`FILL takes a series and a number in '${this.#text}'.`);
    }
    return new Map(this.#scope.periods().map((start) => [start, series.get(start) ?? filler]));
  }

  #take<T extends string>(...tokens: T[]): T | null {
    const found = tokens.find((token) => token === this.#tokens[this.#position]);
    if (found === undefined) return null;
    this.#position++;
    return found;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw this.#unexpected();
  }

  #unexpected(): AwsJsonError {
    const token = this.#tokens[this.#position - 1] ?? 'its end';
    return invalid(
      `The expression '${this.#text}' cannot be read near '${this.#tokens[this.#position] ?? token}'.`,
    );
  }
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(trimmed);
    if (!match) throw invalid(`The expression '${text}' cannot be read from '${trimmed.slice(from)}' on.`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

/** Two series meet only in the periods both have; dividing by zero gives no value, as in CloudWatch. */
function combine(operator: Operator, a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return compute(operator, a, b);
  const periods = typeof a === 'number' ? b : a;
  const result = new Map<number, number>();
  for (const start of typeof periods === 'number' ? [] : periods.keys()) {
    const x = typeof a === 'number' ? a : a.get(start);
    const y = typeof b === 'number' ? b : b.get(start);
    if (x === undefined || y === undefined) continue;
    const value = compute(operator, x, y);
    if (Number.isFinite(value)) result.set(start, value);
  }
  return result;
}

function compute(operator: Operator, x: number, y: number): number {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
  }
}

function invalid(message: string): AwsJsonError {
  return new AwsJsonError('InvalidParameterValueException', message);
}
