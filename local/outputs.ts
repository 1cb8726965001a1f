import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from './assembly/json-value';
import { parseProperties, type Assembly } from './assembly/read-assembly';

/** Where a browser and a server find the laptop's stand-ins for addresses that AWS fixes. */
export interface LocalAddresses {
  /** The address a browser's Amplify talks GraphQL to. */
  graphqlUrl: string;
  userPoolEndpoint: string;
  jwksUrl: string;
}

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue(`${text} is no JSON.`);
    return z.NEVER;
  }
});
const list = jsonText.pipe(z.array(z.string()));

/** What Amplify's constructs leave among the root stack's outputs. */
const stackOutputsSchema = z.object({
  region: z.string(),
  userPoolId: z.string(),
  webClientId: z.string(),
  allowUnauthenticatedIdentities: z.string(),
  signupAttributes: list,
  usernameAttributes: list,
  verificationMechanisms: list,
  passwordPolicyMinLength: z.coerce.number(),
  passwordPolicyRequirements: list,
  mfaConfiguration: z.enum(['OFF', 'OPTIONAL', 'ON']).default('OFF'),
  mfaTypes: list,
  groups: jsonText.pipe(z.array(z.record(z.string(), z.object({ precedence: z.number().optional() })))),
  awsAppsyncAuthenticationType: z.string(),
  awsAppsyncAdditionalAuthenticationTypes: z.string().default(''),
  bucketName: z.string().optional(),
  /** Each element is JSON text in its turn. */
  buckets: jsonText
    .pipe(
      z.array(
        jsonText.pipe(z.object({ name: z.string(), bucketName: z.string(), storageRegion: z.string() })),
      ),
    )
    .optional(),
  customOutputs: jsonText.pipe(z.custom<JsonObject>()).optional(),
});

type StackOutputs = z.infer<typeof stackOutputsSchema>;

const MFA = { OFF: 'NONE', OPTIONAL: 'OPTIONAL', ON: 'REQUIRED' } as const;
const INTROSPECTION_FILE = 'modelIntrospectionSchema.json';

/** The `amplify_outputs.json` (version 1.4) that a deployment of the assembly would generate, with the laptop's addresses. */
export function amplifyOutputs(assembly: Assembly, addresses: LocalAddresses): JsonObject {
  const outputs = stackOutputsSchema.parse(assembly.outputs);
  const { custom, ...otherCustomOutputs } = outputs.customOutputs ?? {};
  return {
    ...otherCustomOutputs,
    version: '1.4',
    auth: authOutputs(outputs),
    data: {
      aws_region: outputs.region,
      url: addresses.graphqlUrl,
      default_authorization_type: outputs.awsAppsyncAuthenticationType,
      authorization_types: outputs.awsAppsyncAdditionalAuthenticationTypes.split(',').filter(Boolean),
      model_introspection: modelIntrospection(assembly),
    },
    ...storageOutputs(outputs),
    custom: {
      ...(isJsonObject(custom) ? custom : {}),
      local: { userPoolEndpoint: addresses.userPoolEndpoint, jwksUrl: addresses.jwksUrl },
    },
  };
}

/**
 * The identity pool is left out: with it Amplify asks AWS itself for credentials at every look at the session, and
 * nothing the portal does in a browser needs any.
 */
function authOutputs(outputs: StackOutputs): JsonObject {
  const requires = (what: string) => outputs.passwordPolicyRequirements.includes(`REQUIRES_${what}`);
  return {
    aws_region: outputs.region,
    user_pool_id: outputs.userPoolId,
    user_pool_client_id: outputs.webClientId,
    mfa_configuration: MFA[outputs.mfaConfiguration],
    mfa_methods: outputs.mfaTypes,
    standard_required_attributes: outputs.signupAttributes,
    username_attributes: outputs.usernameAttributes,
    user_verification_types: outputs.verificationMechanisms,
    unauthenticated_identities_enabled: outputs.allowUnauthenticatedIdentities === 'true',
    groups: outputs.groups.map((group): JsonObject => JSON.parse(JSON.stringify(group))),
    password_policy: {
      min_length: outputs.passwordPolicyMinLength,
      require_lowercase: requires('LOWERCASE'),
      require_uppercase: requires('UPPERCASE'),
      require_numbers: requires('NUMBERS'),
      require_symbols: requires('SYMBOLS'),
    },
  };
}

function storageOutputs({ region, bucketName, buckets = [] }: StackOutputs): JsonObject {
  if (!bucketName) return {};
  return {
    storage: {
      aws_region: region,
      bucket_name: bucketName,
      buckets: buckets.map((bucket) => ({
        name: bucket.name,
        bucket_name: bucket.bucketName,
        aws_region: bucket.storageRegion,
      })),
    },
  };
}

/** What the typed client knows of the schema; a deployment uploads it to a bucket of its own. */
function modelIntrospection(assembly: Assembly): JsonValue {
  for (const resource of assembly.ofType('Custom::CDKBucketDeployment')) {
    const { SourceObjectKeys } = parseProperties(
      resource,
      z.object({ SourceObjectKeys: z.array(z.string()) }),
    );
    for (const key of SourceObjectKeys) {
      const file = path.join(assembly.assetPath(key), INTROSPECTION_FILE);
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
    }
  }
  throw new Error(`The assembly ${assembly.dir} holds no ${INTROSPECTION_FILE}.`);
}
