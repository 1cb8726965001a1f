/** Links to the files of exports: whoever has one downloads the file, so they are short-lived and made just in time. */
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ExportRecord } from '../lake/exports/export-record';
import { exportKey } from '../lake/keys';

const LINK_SECONDS_MAX = 60 * 60;

export interface ExportLinks {
  /** Null before the end of the export and after its file has gone. */
  sign(record: ExportRecord, now?: Date): Promise<string | null>;
}

export function createExportLinks(client: S3Client, bucket: string): ExportLinks {
  return {
    async sign({ id, fileName, state, expiresAt }, now = new Date()) {
      if (state !== 'SUCCEEDED' || expiresAt === null) return null;
      const leftSeconds = Math.floor((new Date(expiresAt).getTime() - now.getTime()) / 1000);
      if (leftSeconds <= 0) return null;
      const get = new GetObjectCommand({
        Bucket: bucket,
        Key: exportKey(id, fileName),
        ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      });
      return getSignedUrl(client, get, { expiresIn: Math.min(LINK_SECONDS_MAX, leftSeconds) });
    },
  };
}
