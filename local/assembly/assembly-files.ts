import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { JsonObject } from './json-value';

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.object({ templateFile: z.string().optional(), file: z.string().optional() }).optional(),
    }),
  ),
});

const assetManifestSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Condition: z.string().optional(),
      Properties: z.custom<JsonObject>().optional(),
    }),
  ),
  Parameters: z.record(z.string(), z.object({ Default: z.custom<string>().optional() })).optional(),
  Conditions: z.custom<JsonObject>().optional(),
  Mappings: z.custom<JsonObject>().optional(),
  Outputs: z
    .record(z.string(), z.object({ Value: z.custom<JsonObject>(), Condition: z.string().optional() }))
    .optional(),
  Metadata: z.custom<JsonObject>().optional(),
});

export type Template = z.infer<typeof templateSchema>;

/** The files of a cloud assembly: its one root template, all templates, and the assets by where they would be uploaded. */
export interface AssemblyFiles {
  dir: string;
  rootTemplate: Template;
  /** Every template of the folder, the root's included. */
  templates: Template[];
  /** Path of an asset, from its S3 key or any address that ends in it. */
  assetPath(location: string): string;
  template(location: string): Promise<Template>;
}

export async function readAssemblyFiles(dir: string): Promise<AssemblyFiles> {
  const manifest = manifestSchema.parse(await readJson(path.join(dir, 'manifest.json')));
  const artifacts = Object.values(manifest.artifacts);
  const rootFiles = artifacts
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .flatMap(({ properties }) => properties?.templateFile ?? []);
  const [rootFile] = rootFiles;
  if (!rootFile || rootFiles.length > 1) {
    throw new Error(`${dir} holds ${rootFiles.length} root stacks; exactly one is supported.`);
  }
  const pathByKey = new Map<string, string>();
  for (const { type, properties } of artifacts) {
    if (type !== 'cdk:asset-manifest' || !properties?.file) continue;
    const assets = assetManifestSchema.parse(await readJson(path.join(dir, properties.file)));
    for (const { source, destinations } of Object.values(assets.files)) {
      if (!source.path) continue;
      for (const { objectKey } of Object.values(destinations)) pathByKey.set(objectKey, source.path);
    }
  }
  const assetPath = (location: string) => {
    const found = pathByKey.get(location) ?? pathByKey.get(location.split('/').at(-1) ?? '');
    if (!found) throw new Error(`The assembly ${dir} has no asset for ${location}.`);
    return path.join(dir, found);
  };
  const templateFiles = (await readdir(dir)).filter((name) => name.endsWith('.template.json'));
  return {
    dir,
    rootTemplate: await readTemplate(path.join(dir, rootFile)),
    templates: await Promise.all(templateFiles.map((name) => readTemplate(path.join(dir, name)))),
    assetPath,
    template: (location) => readTemplate(assetPath(location)),
  };
}

async function readTemplate(file: string): Promise<Template> {
  return templateSchema.parse(await readJson(file));
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
