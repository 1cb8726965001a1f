import { z } from 'zod';
import type { JsonObject } from '../assembly/json-value';
import { parseProperties, type Assembly } from '../assembly/read-assembly';
import { compilePattern, type EventMatcher } from './event-pattern';
import { targetInputSchema, targetPayload, type TargetInput } from './target-input';

export interface RuleTarget {
  functionArn: string;
  input: TargetInput;
}

/** A rule that reacts to events. */
export interface EventRule {
  name: string;
  matches: EventMatcher;
  targets: RuleTarget[];
}

export interface EventBus {
  /** Resolves when every matching target has accepted the event. */
  put(event: JsonObject): Promise<void>;
}

export const ruleSchema = z.object({
  State: z.string().default('ENABLED'),
  EventPattern: z.custom<JsonObject>().optional(),
  ScheduleExpression: z.string().optional(),
  EventBusName: z.string().default('default'),
  Targets: z.array(z.object({ Arn: z.string(), ...targetInputSchema.shape })).default([]),
});

/** Functions are the only targets there are on a laptop. */
export function ruleTargets(targets: z.infer<typeof ruleSchema>['Targets'], place: string): RuleTarget[] {
  return targets.map(({ Arn, ...input }) => {
    if (!Arn.startsWith('arn:aws:lambda:')) throw new Error(`${place}: the target ${Arn} is no function.`);
    return { functionArn: Arn, input };
  });
}

/** The enabled rules with a pattern, on the default bus. */
export function readEventRules(assembly: Assembly): EventRule[] {
  return assembly.ofType('AWS::Events::Rule').flatMap((resource) => {
    const { State, EventPattern, EventBusName, Targets } = parseProperties(resource, ruleSchema);
    if (!EventPattern || State === 'DISABLED') return [];
    if (EventBusName !== 'default') throw new Error(`${resource.path}: there is only the default event bus.`);
    const matches = compilePattern(EventPattern, resource.path);
    return [{ name: resource.name, matches, targets: ruleTargets(Targets, resource.path) }];
  });
}

export function createEventBus(
  rules: readonly EventRule[],
  invokeAsync: (functionArn: string, payload: string) => Promise<unknown>,
): EventBus {
  return {
    put: async (event) => {
      const targets = rules.filter(({ matches }) => matches(event)).flatMap((rule) => rule.targets);
      await Promise.all(
        targets.map(({ functionArn, input }) => invokeAsync(functionArn, targetPayload(input, event))),
      );
    },
  };
}
