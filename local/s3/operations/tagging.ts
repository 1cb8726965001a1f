import { z } from 'zod';
import { checkTags, versionHeader } from '../object-headers';
import { receiveText } from '../receive-body';
import { sendEmpty, sendXml, type S3Call } from '../s3-call';
import { S3Error } from '../s3-error';
import { oneOrMany, parseDocument, type XmlElement } from '../xml';
import { findObject } from './find-object';

const tagSchema = z.object({ Key: z.string(), Value: z.string() });

// An empty set arrives as an empty text.
const taggingSchema = z.object({
  Tagging: z.object({ TagSet: z.union([z.object({ Tag: oneOrMany(tagSchema) }), z.literal('')]) }),
});

/** GetObjectTagging. */
export async function getObjectTagging(call: S3Call): Promise<void> {
  const object = findObject(call.bucket, call.key, call.query.get('versionId'));
  const tags = Object.entries(object.tags).map(([key, value]): XmlElement => {
    return [
      'Tag',
      [
        ['Key', key],
        ['Value', value],
      ],
    ];
  });
  sendXml(call, 'Tagging', [['TagSet', tags]], versionHeader(object.versionId));
}

/** PutObjectTagging: the new tags replace all old ones. */
export async function putObjectTagging(call: S3Call): Promise<void> {
  const parsed = taggingSchema.safeParse(parseDocument(await receiveText(call)));
  if (!parsed.success) throw new S3Error('MalformedXML', 'The XML is not a set of tags.');
  const { TagSet: set } = parsed.data.Tagging;
  const pairs = set === '' ? [] : set.Tag.map(({ Key, Value }): [string, string] => [Key, Value]);
  setTags(call, checkTags(pairs), 200);
}

/** DeleteObjectTagging. */
export async function deleteObjectTagging(call: S3Call): Promise<void> {
  setTags(call, {}, 204);
}

function setTags(call: S3Call, tags: Record<string, string>, status: number): void {
  const { versionId } = findObject(call.bucket, call.key, call.query.get('versionId'));
  call.bucket.tag(call.key, versionId, tags);
  sendEmpty(call, status, versionHeader(versionId));
}
