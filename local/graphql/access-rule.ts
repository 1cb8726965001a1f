import { Kind, type DirectiveNode, type DocumentNode } from 'graphql';
import type { Caller } from './caller';

/** Who may use a field. A user passes when `groups` is null or names one of the user's groups. */
export interface AccessRule {
  user: { groups: readonly string[] | null } | null;
  iam: boolean;
}

/** Refuses a rule that lets through more than it says: `undefined` fields do not exist here. */
export function mayAccess(rule: AccessRule, caller: Caller): boolean {
  if (caller.kind === 'role') return rule.iam;
  if (!rule.user) return false;
  const { groups } = rule.user;
  return groups === null || groups.some((group) => caller.groups.includes(group));
}

/**
 * The rules that the schema's directives state, by `Type.field`. A field's directives count instead of its
 * type's; without any, the API's default (a signed-in user of the pool) holds.
 */
export function readDirectiveRules(document: DocumentNode): Map<string, AccessRule> {
  const rules = new Map<string, AccessRule>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION)
      continue;
    const typeRule = ruleOf(definition.directives ?? []);
    for (const field of definition.fields ?? []) {
      const rule = ruleOf(field.directives ?? []) ?? typeRule ?? { user: { groups: null }, iam: false };
      rules.set(`${definition.name.value}.${field.name.value}`, rule);
    }
  }
  return rules;
}

/** Null when none of the directives speaks of access. */
function ruleOf(directives: readonly DirectiveNode[]): AccessRule | null {
  const rule: AccessRule = { user: null, iam: false };
  let found = false;
  for (const directive of directives) {
    const name = directive.name.value;
    if (name === 'aws_subscribe') continue;
    found = true;
    if (name === 'aws_iam') rule.iam = true;
    else if (name === 'aws_cognito_user_pools' || name === 'aws_auth')
      rule.user = { groups: groupsOf(directive) };
    else if (name !== 'aws_api_key' && name !== 'aws_oidc' && name !== 'aws_lambda') {
      throw new Error(`The schema's directive @${name} is not known: it might restrict access.`);
    }
  }
  return found ? rule : null;
}

function groupsOf(directive: DirectiveNode): string[] | null {
  const argument = directive.arguments?.find(({ name }) => name.value === 'cognito_groups');
  if (!argument) return null;
  if (argument.value.kind !== Kind.LIST) throw new Error('cognito_groups must be a list.');
  return argument.value.values.map((value) => {
    if (value.kind !== Kind.STRING) throw new Error('cognito_groups must be a list of names.');
    return value.value;
  });
}
