import type { OpenAPIHono } from '@hono/zod-openapi';
import { requestExport } from '../../../lib/use-cases/exports/request-export';
import { auditTrail } from '../clients';
import { exportRequests, exports } from '../export-clients';
import { exportShape } from '../export-shape';
import { callerOf } from '../rest/caller';
import { requestExportRoute } from '../rest/export-routes';
import { queryDeps } from './query-deps';

/** The route by which programs ask for an export. */
export function addExportRequests(app: OpenAPIHono): void {
  app.openapi(requestExportRoute, async (context) => {
    const { columns = null, ...rest } = context.req.valid('json');
    const request = { ...rest, columns, dataset: context.req.valid('param').slug };
    const deps = { ...(await queryDeps()), exports, exportRequests, audit: auditTrail };
    return context.json(exportShape(await requestExport(deps, await callerOf(context), request), null), 202);
  });
}
