/** Resolver templates as Amplify generates them. */

/** What Amplify generates for `allow.authenticated()` (null) or `allow.groups(groups)`, beside `allow.resource()`. */
export function authorizationTemplate(groups: string[] | null): string {
  const roles = JSON.stringify((groups ?? []).map((entity) => ({ claim: 'cognito:groups', entity })));
  const users =
    groups === null
      ? '  #set( $isAuthorized = true )'
      : `  #if( !$isAuthorized )
    #set( $staticGroupRoles = ${roles} )
    #foreach( $groupRole in $staticGroupRoles )
      #set( $groupsInToken = $util.defaultIfNull($ctx.identity.claims.get($groupRole.claim), []) )
      #if( $groupsInToken.contains($groupRole.entity) )
        #set( $isAuthorized = true )
        #break
      #end
    #end
  #end`;
  return `## [Start] Field Authorization Steps. **
#set( $isAuthorized = false )
#if( $util.authType() == "IAM Authorization" )
  #if( $util.authType() == "IAM Authorization" && $util.isNull($ctx.identity.cognitoIdentityPoolId) && $util.isNull($ctx.identity.cognitoIdentityId) )
    $util.qr($ctx.stash.put("hasAuth", true))
    #set( $isAuthorized = true )
  #else
$util.unauthorized()
  #end
#end
#if( $util.authType() == "User Pool Authorization" )
${users}
#end
#if( !$isAuthorized )
$util.unauthorized()
#end
$util.toJson({"version":"2018-05-29","payload":{}})
## [End] Field Authorization Steps. **`;
}

export const INVOKE_REQUEST = `## [Start] Invoke AWS Lambda data source: EchoSource. **
{
  "version": "2018-05-29",
  "operation": "Invoke",
  "payload": {
      "typeName": $util.toJson($ctx.stash.get("typeName")),
      "fieldName": $util.toJson($ctx.stash.get("fieldName")),
      "arguments": $util.toJson($ctx.arguments),
      "identity": $util.toJson($ctx.identity),
      "source": $util.toJson($ctx.source),
      "request": $util.toJson($ctx.request),
      "prev": $util.toJson($ctx.prev)
  },
  "invocationType": "RequestResponse"
}
## [End] Invoke AWS Lambda data source: EchoSource. **`;

export const INVOKE_RESPONSE = `## [Start] Handle error or return result for request response invocation type. **
#if( $ctx.error )
  $util.error($ctx.error.message, $ctx.error.type)
#end
$util.toJson($ctx.result)
## [End] Handle error or return result for request response invocation type. **`;
