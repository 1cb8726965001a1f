/** The parts that a commit has to do with, by numbers: millions of rows name their part, and a number is short. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteLiteral } from '../../../duckdb';
import type { ImportPart } from '../../snapshot';

export class PartRegistry {
  readonly #parts: ImportPart[] = [];
  readonly #idByKey = new Map<string, number>();

  private constructor(readonly connection: DuckDBConnection) {}

  /** Prepares the table `lake_parts(part, part_key)`. */
  static async create(connection: DuckDBConnection): Promise<PartRegistry> {
    await connection.run('create table lake_parts (part integer, part_key varchar)');
    return new PartRegistry(connection);
  }

  /** The parts' numbers, given to those that have none yet. */
  async register(parts: readonly ImportPart[]): Promise<number[]> {
    const known = this.#parts.length;
    const ids = parts.map((part) => this.#idByKey.get(part.key) ?? this.#add(part));
    const added = this.#parts
      .slice(known)
      .map(({ key }, index) => `(${known + index}, ${quoteLiteral(key)})`);
    if (added.length > 0) await this.connection.run(`insert into lake_parts values ${added.join(', ')}`);
    return ids;
  }

  /** @throws RangeError for a number that was not given */
  get(id: number): ImportPart {
    const part = this.#parts[id];
    if (!part) throw new RangeError(`No part has the number ${id}.`);
    return part;
  }

  #add(part: ImportPart): number {
    const id = this.#parts.push(part) - 1;
    this.#idByKey.set(part.key, id);
    return id;
  }
}
