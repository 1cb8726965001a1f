import { z } from 'zod';
import type { AccessRule } from './access-rule';

const IAM_BLOCK = [
  '#if( $util.authType() == "IAM Authorization" )',
  '#if( $util.authType() == "IAM Authorization" && $util.isNull($ctx.identity.cognitoIdentityPoolId) && $util.isNull($ctx.identity.cognitoIdentityId) )',
  '$util.qr($ctx.stash.put("hasAuth", true))',
  '#set( $isAuthorized = true )',
  '#else',
  '$util.unauthorized()',
  '#end',
  '#end',
];
const USER_POOL_START = '#if( $util.authType() == "User Pool Authorization" )';
const ANY_USER_BLOCK = ['#set( $isAuthorized = true )', '#end'];
const GROUPS_START = '#if( !$isAuthorized )';
const GROUPS_LITERAL = /^#set\( \$staticGroupRoles = (\[.*\]) \)$/;
const GROUPS_LOOP = [
  '#foreach( $groupRole in $staticGroupRoles )',
  '#set( $groupsInToken = $util.defaultIfNull($ctx.identity.claims.get($groupRole.claim), []) )',
  '#if( $groupsInToken.contains($groupRole.entity) )',
  '#set( $isAuthorized = true )',
  '#break',
  '#end',
  '#end',
  '#end',
  '#end',
];
const START = ['#set( $isAuthorized = false )'];
const END = [
  '#if( !$isAuthorized )',
  '$util.unauthorized()',
  '#end',
  '$util.toJson({"version":"2018-05-29","payload":{}})',
];

const groupRolesSchema = z.array(z.object({ claim: z.literal('cognito:groups'), entity: z.string() })).min(1);

/**
 * The rule in the authorization step that Amplify generates for a field. The template is not run but recognized
 * line by line, because a template read wrongly would let someone through.
 *
 * @throws Error naming `place` when the template is of any other shape.
 */
export function readAuthorizationTemplate(template: string, place: string): AccessRule {
  const lines = meaningfulLines(template);
  const rule: AccessRule = { user: null, iam: false };
  const takeAll = (expected: readonly string[]) => {
    for (const line of expected) {
      const actual = lines.shift();
      if (actual !== line) throw unknown(place, actual);
    }
  };
  takeAll(START);
  if (lines[0] === IAM_BLOCK[0]) {
    takeAll(IAM_BLOCK);
    rule.iam = true;
  }
  if (lines[0] === USER_POOL_START) {
    lines.shift();
    if (lines[0] === ANY_USER_BLOCK[0]) {
      takeAll(ANY_USER_BLOCK);
      rule.user = { groups: null };
    } else {
      takeAll([GROUPS_START]);
      rule.user = { groups: readGroups(lines.shift(), place) };
      takeAll(GROUPS_LOOP);
    }
  }
  takeAll(END);
  if (lines.length > 0) throw unknown(place, lines[0]);
  return rule;
}

/** The template's lines without blanks around them, empty ones and comments. */
export function meaningfulLines(template: string): string[] {
  return template
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('##'));
}

function readGroups(line: string | undefined, place: string): string[] {
  const [, literal] = GROUPS_LITERAL.exec(line ?? '') ?? [];
  const roles = groupRolesSchema.safeParse(literal === undefined ? undefined : JSON.parse(literal));
  if (!roles.success) throw unknown(place, line);
  return roles.data.map(({ entity }) => entity);
}

function unknown(place: string, line: string | undefined): Error {
  return new Error(
    `${place}: its authorization template is of an unknown shape at ${line === undefined ? 'its end' : `«${line}»`}.`,
  );
}
