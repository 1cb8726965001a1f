/** Collects the values of statements, so that no text of a definition is ever spliced into SQL. */
export class SqlParameters {
  readonly values: Record<string, string> = {};
  private count = 0;

  /** The SQL that stands for `value`: always a VARCHAR, to be cast where another type is meant. */
  text(value: string): string {
    const name = `p${this.count}`;
    this.count += 1;
    this.values[name] = value;
    return `$${name}::VARCHAR`;
  }

  list(values: readonly string[]): string {
    return `(${values.map((value) => this.text(value)).join(', ')})`;
  }

  /** The values of the parameters that a statement has: DuckDB refuses any other. */
  valuesIn(sql: string): Record<string, string> {
    const names = new Set(Array.from(sql.matchAll(/\$(p\d+)::VARCHAR/g), ([, name]) => name ?? ''));
    return Object.fromEntries(Object.entries(this.values).filter(([name]) => names.has(name)));
  }
}
