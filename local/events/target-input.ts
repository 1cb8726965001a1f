import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../assembly/json-value';

export const targetInputSchema = z.object({
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
});

export type TargetInput = z.infer<typeof targetInputSchema>;

/** What a rule's target gets for an event: the event itself, a constant, a part of it or a filled template. JSON text. */
export function targetPayload(
  { Input, InputPath, InputTransformer }: TargetInput,
  event: JsonObject,
): string {
  if (Input !== undefined) return Input;
  if (InputTransformer) return fillTemplate(InputTransformer, event);
  return JSON.stringify(InputPath === undefined ? event : (valueAt(event, InputPath) ?? null));
}

function fillTemplate(
  { InputPathsMap, InputTemplate }: NonNullable<TargetInput['InputTransformer']>,
  event: JsonObject,
): string {
  const filled = InputTemplate.replace(
    /(")?<([\w.-]+)>(")?/g,
    (match, open: string, name: string, close: string) => {
      if (name === 'aws.events.event.json') return JSON.stringify(event);
      const path = InputPathsMap[name];
      if (path === undefined) return match;
      const value = valueAt(event, path);
      // Between quotes of the template a text stands without its own.
      const text =
        typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value ?? null);
      return open || close ? `${open ?? ''}${text}${close ?? ''}` : JSON.stringify(value ?? null);
    },
  );
  JSON.parse(filled);
  return filled;
}

/** The value at a path like `$.detail.object.key`. */
function valueAt(event: JsonObject, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = event;
  for (const name of path.split('.').slice(1)) {
    value = isJsonObject(value) ? value[name] : undefined;
  }
  return value;
}
