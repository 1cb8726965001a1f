import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** A hand-made cloud assembly. */
export interface Fixture {
  /** Files of the assembly, by name; folders in the name are made. */
  files: Record<string, string | object>;
  /** File or folder of the assembly by the S3 key under which it would be uploaded. */
  assets: Record<string, string>;
}

/** Writes a project into `dir` whose `amplify/backend.ts` synthesizes to `fixture`. */
export async function writeProject(dir: string, fixture: Fixture): Promise<void> {
  await mkdir(path.join(dir, 'amplify'), { recursive: true });
  await mkdir(path.join(dir, 'node_modules'), { recursive: true });
  for (const name of ['tsx', '@aws-sdk']) {
    await symlink(path.join(NODE_MODULES, name), path.join(dir, 'node_modules', name));
  }
  const code = `
    import { mkdirSync, writeFileSync } from 'node:fs';
    import path from 'node:path';
    const files: Record<string, string> = ${JSON.stringify(assemblyFiles(fixture))};
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(process.env.CDK_OUTDIR ?? '', name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }`;
  await writeFile(path.join(dir, 'amplify', 'backend.ts'), code);
  await writeFile(path.join(dir, 'package.json'), '{"type":"module"}');
}

/** Writes the assembly itself. */
export async function writeAssembly(dir: string, fixture: Fixture): Promise<void> {
  for (const [name, text] of Object.entries(assemblyFiles(fixture))) {
    await mkdir(path.dirname(path.join(dir, name)), { recursive: true });
    await writeFile(path.join(dir, name), text);
  }
}

function assemblyFiles({ files, assets }: Fixture): Record<string, string> {
  const manifest = {
    artifacts: {
      assets: { type: 'cdk:asset-manifest', properties: { file: 'root.assets.json' } },
      root: { type: 'aws:cloudformation:stack', properties: { templateFile: 'root.template.json' } },
    },
  };
  const assetManifest = {
    files: Object.fromEntries(
      Object.entries(assets).map(([key, file]) => [
        key,
        { source: { path: file }, destinations: { here: { objectKey: key } } },
      ]),
    ),
  };
  const all: Fixture['files'] = { 'manifest.json': manifest, 'root.assets.json': assetManifest, ...files };
  return Object.fromEntries(
    Object.entries(all).map(([name, content]) => [
      name,
      typeof content === 'string' ? content : JSON.stringify(content),
    ]),
  );
}
