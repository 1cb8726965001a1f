import { z } from 'zod';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
});

/**
 * The part of `AWS::DynamoDB::Table` that the laptop can honour. Throughput is not among it: every table is on demand,
 * so that nothing but the definition of the keys decides whether two tables are the same.
 */
export const tableDefinitionSchema = z.object({
  TableName: z.string(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z.array(indexSchema).optional(),
  LocalSecondaryIndexes: z.array(indexSchema).optional(),
});

export type TableDefinition = z.infer<typeof tableDefinitionSchema>;

/** How an existing table differs in keys or indexes from its definition, as sentences; empty when it does not. */
export function tableDifferences(wanted: TableDefinition, existing: TableDefinition): string[] {
  const wantedKeys = describeKeys(wanted);
  const existingKeys = describeKeys(existing);
  return [...new Set([...wantedKeys.keys(), ...existingKeys.keys()])].flatMap((part) => {
    const [now, then] = [wantedKeys.get(part) ?? 'none', existingKeys.get(part) ?? 'none'];
    return now === then ? [] : [`${part} is ${then} in the stored table and ${now} in the backend`];
  });
}

/** Each key as text, such as `importId S HASH, line N RANGE`, by what it is the key of. */
function describeKeys(table: TableDefinition): Map<string, string> {
  const types = new Map(
    table.AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  const describe = (keys: TableDefinition['KeySchema']) =>
    keys
      .map(({ AttributeName, KeyType }) => `${AttributeName} ${types.get(AttributeName)} ${KeyType}`)
      .join(', ');
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  return new Map([
    ['the key', describe(table.KeySchema)],
    ...indexes.map(({ IndexName, KeySchema, Projection }): [string, string] => [
      `index ${IndexName}`,
      `${describe(KeySchema)}, ${Projection.ProjectionType} ${Projection.NonKeyAttributes?.toSorted().join(' ') ?? ''}`.trim(),
    ]),
  ]);
}
