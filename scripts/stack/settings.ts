import path from 'node:path';
import { z } from 'zod';

/** Zero means any free port. */
const port = z.coerce.number().int().min(0).max(65_535);

const environmentSchema = z.object({
  PORT: port.default(3000),
  LAKEPORT_AWS_PORT: port.default(4566),
  LAKEPORT_HOME: z.string().min(1).default('.lakeport'),
});

export interface StackSettings {
  portalPort: number;
  awsPort: number;
  /** Absolute. */
  homeDir: string;
}

/**
 * What the environment says about a run on a laptop.
 * @throws Error that names every variable that cannot be used.
 */
export function readSettings(
  environment: Record<string, string | undefined>,
  projectDir: string,
): StackSettings {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const complaints = parsed.error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`);
    throw new Error(`The environment cannot be used. ${complaints.join('. ')}.`);
  }
  return {
    portalPort: parsed.data.PORT,
    awsPort: parsed.data.LAKEPORT_AWS_PORT,
    homeDir: path.resolve(projectDir, parsed.data.LAKEPORT_HOME),
  };
}
