import { readOutputs } from '@/lib/outputs';

/** Whether the web server answers, and where the REST API is; open to everybody, for monitors and programs. */
export function GET(): Response {
  const api = readOutputs()?.custom?.api?.url;
  return Response.json({ status: 'ok', version: process.env.LAKEPORT_VERSION, api });
}
