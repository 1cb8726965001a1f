/**
 * The state that assertions make of their keys: for each key, what they say one after the other, in the order of their
 * places.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ROW_ZONES } from '../../keys';
import { countRows } from '../outputs/parquet-relation';

/** Assertions that are worked on at a time, by their keys, so that memory has a bound. */
const ROWS_PER_PASS = 5_000_000;

/** Makes `wanted_<zone>(_key, _hash, part, row)` of `asserted`: the row that the key should have. */
export async function projectKeys(connection: DuckDBConnection): Promise<void> {
  for (const zone of ROW_ZONES) {
    await connection.run(
      `create or replace table wanted_${zone} (_key uuid, _hash uuid, part integer, row bigint)`,
    );
  }
  const passes = Math.ceil((await countRows(connection, 'asserted')) / ROWS_PER_PASS);
  for (let pass = 0; pass < passes; pass += 1) {
    const filter = passes === 1 ? '' : `where hash(_key) % ${passes} = ${pass}`;
    await connection.run(`create or replace view said as select *, rowid as id from asserted ${filter}`);
    await projectSilver(connection);
    await projectAnomalies(connection);
  }
}

async function projectSilver(connection: DuckDBConnection): Promise<void> {
  await findReleases(connection);
  await connection.run(`insert into wanted_silver
    select said._key, said._hash, said.part, said.row from said join (
      select arg_max(id, place) as id from (
        select _key, place, id from said where op in ('accept', 'delete')
        union all by name from releases
      ) group by _key
    ) as latest using (id) where said.op <> 'delete'`);
}

/** A flagged row that was released is the accepted one. */
async function projectAnomalies(connection: DuckDBConnection): Promise<void> {
  await connection.run(`insert into wanted_anomalies
    select said._key, said._hash, said.part, said.row from said join (
      select arg_max(id, place) as id from said where op in ('accept', 'delete', 'flag') group by _key
    ) as latest using (id)
    anti join wanted_silver as accepted on accepted._key = said._key and accepted._hash = said._hash
    anti join (select _key, _hash from said where op = 'dismiss') as dismissed
      on dismissed._key = said._key and dismissed._hash = said._hash
    where said.op = 'flag'`);
}

/** `releases(_key, place, id)`: those that met the row they decide on, with the assertion that flagged it. */
async function findReleases(connection: DuckDBConnection): Promise<void> {
  await connection.run(`create or replace table releases as
    select met._key, met.place, met.flagged.id as id from (
      select *, last_value(
          case when op in ('accept', 'delete', 'flag') then {op: op, _hash: _hash, id: id} end
          ignore nulls
        ) over (partition by _key order by place rows between unbounded preceding and 1 preceding) as flagged
      from said where _key in (select _key from said where op = 'release')
    ) as met
    anti join (select * from said where op = 'dismiss') as dismissed
      on dismissed._key = met._key and dismissed._hash = met._hash and dismissed.place < met.place
    where met.op = 'release' and met.flagged.op = 'flag' and met.flagged._hash = met._hash`);
}
