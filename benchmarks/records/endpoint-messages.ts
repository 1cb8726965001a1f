import { z } from 'zod';

export const RECORDS_TABLE = {
  TableName: 'Records',
  KeySchema: [{ AttributeName: 'dataset_key', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'dataset_key', AttributeType: 'S' }],
};

/** Each is answered with the endpoint's state. */
export const toEndpointSchema = z.object({ writesPerSecond: z.number().optional() });
export type ToEndpoint = z.infer<typeof toEndpointSchema>;

/** Where it listens, and how many items it took and refused so far. */
export const fromEndpointSchema = z.object({ address: z.string(), taken: z.number(), refused: z.number() });
export type FromEndpoint = z.infer<typeof fromEndpointSchema>;
