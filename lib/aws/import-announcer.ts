/**
 * Tells everybody who watches an import that it has changed, by the mutation `announceImport`, signed with
 * the function's own role. Watching is a comfort: a failed announcement is logged and never fails an import.
 */
import { Sha256 } from '@aws-crypto/sha256-js';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { SignatureV4 } from '@smithy/signature-v4';

/** Every field a subscriber may ask for: a subscription delivers only what the mutation has selected. */
const ANNOUNCE = /* GraphQL */ `
  mutation AnnounceImport($id: ID!) {
    announceImport(id: $id) {
      id
      dataset
      fileName
      source
      kind
      parentId
      rootId
      dryRun
      state
      stage
      createdAt
      createdBy
      startedAt
      finishedAt
      updatedAt
      sizeBytes
      sha256
      definitionVersion
      bytesRead
      rowsRead
      problems
      missing
      sequence
      sameAs
      undoneBy
      note
      attempts
      effect {
        removed
        restored
        kept
      }
      estimate {
        seconds
        dollars
      }
      counts {
        received
        accepted
        anomalous
        rejected
        blank
        inserted
        updated
        unchanged
        repaired
        discarded
        bytes
        seconds
        rowsPerSecond
      }
      error {
        code
        message
      }
    }
  }
`;

const TIMEOUT_MS = 5_000;

export type AnnounceImport = (id: string) => Promise<void>;

export function createImportAnnouncer(
  graphqlUrl: string,
  region: string,
  warn: (message: string, cause: unknown) => void,
): AnnounceImport {
  const url = new URL(graphqlUrl);
  const signer = new SignatureV4({
    service: 'appsync',
    region,
    credentials: defaultProvider(),
    sha256: Sha256,
  });
  return async (id) => {
    try {
      const signed = await signer.sign({
        method: 'POST',
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port ? { port: Number(url.port) } : {}),
        path: url.pathname,
        query: {},
        headers: { host: url.host, 'content-type': 'application/json' },
        body: JSON.stringify({ query: ANNOUNCE, variables: { id } }),
      });
      const response = await fetch(url, {
        method: 'POST',
        headers: signed.headers,
        body: String(signed.body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const answer = (await response.json()) as { errors?: { message: string }[] };
      if (!response.ok || answer.errors?.length) {
        throw new Error(`AppSync answered ${response.status}: ${answer.errors?.[0]?.message ?? ''}`);
      }
    } catch (error) {
      warn('The import could not be announced.', error);
    }
  };
}
