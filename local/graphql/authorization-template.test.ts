import { describe, expect, it } from 'vitest';
import { authorizationTemplate } from '../testing/amplify-templates';
import { readAuthorizationTemplate } from './authorization-template';

describe('a generated authorization step', () => {
  it('for any signed-in user', () => {
    expect(readAuthorizationTemplate(authorizationTemplate(null), 'Step')).toEqual({
      user: { groups: null },
      iam: true,
    });
  });

  it('for groups', () => {
    const template = authorizationTemplate(['admins', 'operators']);
    expect(readAuthorizationTemplate(template, 'Step')).toEqual({
      user: { groups: ['admins', 'operators'] },
      iam: true,
    });
  });

  it.each([
    [
      'another condition',
      (text: string) => text.replace('"User Pool Authorization"', '"API Key Authorization"'),
    ],
    ['another claim', (text: string) => text.replace('"cognito:groups"', '"department"')],
    [
      'a missing refusal at the end',
      (text: string) => text.replace(/#if\( !\$isAuthorized \)\n\$util\.unauthorized\(\)\n#end/, ''),
    ],
    [
      'an owner rule',
      (text: string) =>
        text.replace('#break', '#set( $ownerEntity = $ctx.identity.claims.get("sub") )\n#break'),
    ],
    ['something after its end', (text: string) => `${text}\n#set( $isAuthorized = true )`],
    ['an early permission', (text: string) => text.replace('= false )', '= true )')],
    ['nothing at all', () => ''],
  ])('with %s is refused, naming the place', (_what, change) => {
    const template = change(authorizationTemplate(['admins']));
    expect(() => readAuthorizationTemplate(template, 'Step')).toThrow(/^Step: /);
  });
});
