/** Rows as DynamoDB takes them, put together by hand: a generic marshaller takes about twice the time. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { JsonValue } from '../../lake/query/json-values';
import { itemKey, type RecordKey } from './item-key';

/** DynamoDB's own limit is 400 KB with the names; the rest is for the key and the lineage. */
const VALUES_BYTES_MAX = 390_000;
/** DynamoDB's numbers end before those of a DOUBLE do. */
const NUMBER_MOST = 9.9e125;
const NUMBER_LEAST = 1e-130;
/** Type and name of a value that is neither text nor a list, at most. */
const SCALAR_BYTES = 48;
const UTF8_BYTES_MAX = 3;

export interface KeyedRecord {
  key: RecordKey;
  values: Record<string, JsonValue>;
  importId: string;
  file: string;
  line: number;
}

export function recordItem(dataset: string, { key, values, importId, file, line }: KeyedRecord) {
  return {
    dataset_key: { S: itemKey(dataset, key) },
    values: valuesAttribute(values) ?? { NULL: true },
    importId: { S: importId },
    file: { S: file },
    line: { N: String(line) },
  };
}

/** The columns' values as a map; null for a row that is larger than DynamoDB takes. */
function valuesAttribute(values: Record<string, JsonValue>): AttributeValue | null {
  const attributes: Record<string, AttributeValue> = {};
  let bytesMost = 0;
  for (const [name, value] of Object.entries(values)) {
    attributes[name] = attributeOf(value);
    bytesMost += UTF8_BYTES_MAX * name.length + bytesMostOf(value);
  }
  const fits = bytesMost <= VALUES_BYTES_MAX || Buffer.byteLength(JSON.stringify(values)) <= VALUES_BYTES_MAX;
  return fits ? { M: attributes } : null;
}

function attributeOf(value: JsonValue): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number') return numberAttribute(value);
  return { L: value.map(attributeOf) };
}

/** A number that DynamoDB has no room for is kept as its text, as integers of too many digits are. */
function numberAttribute(value: number): AttributeValue {
  const size = Math.abs(value);
  const fits = size === 0 || (size <= NUMBER_MOST && size >= NUMBER_LEAST);
  return fits ? { N: String(value) } : { S: String(value) };
}

/** An upper bound that costs no pass over the text. */
function bytesMostOf(value: JsonValue): number {
  if (typeof value === 'string') return UTF8_BYTES_MAX * value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + bytesMostOf(item), SCALAR_BYTES);
  return SCALAR_BYTES;
}
