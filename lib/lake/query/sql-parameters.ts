/** Values for a statement: they reach DuckDB as parameters and are never part of its text. */
export class SqlParameters {
  readonly values: Record<string, string> = {};
  #count = 0;

  /** The placeholder of a new parameter. */
  add(value: string): string {
    const name = `p${this.#count}`;
    this.#count += 1;
    this.values[name] = value;
    return `$${name}`;
  }
}
