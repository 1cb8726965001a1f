/** The fields of exports that `query` answers: a question is checked against the dataset before it is kept. */
import { z } from 'zod';
import { EXPORT_FORMATS } from '../../../lib/exports';
import { ROW_ZONES } from '../../../lib/lake/keys';
import { requestExport } from '../../../lib/use-cases/exports/request-export';
import { jsonArgument, requirePerson, type FieldResolver } from '../appsync-event';
import { auditTrail } from '../clients';
import { exportRequests, exports } from '../export-clients';
import { exportShape } from '../export-shape';
import { queryDeps } from './query-deps';

const requestArgs = z.object({
  dataset: z.string(),
  zone: z.enum(ROW_ZONES).nullish(),
  columns: z.array(z.string()).nullish(),
  filters: jsonArgument.pipe(z.array(z.unknown()).nullish()),
  search: z.string().nullish(),
  sort: z.string().nullish(),
  format: z.enum(EXPORT_FORMATS),
  gzip: z.boolean().nullish(),
});

export const exportFields: Record<string, FieldResolver> = {
  requestExport: async (args, caller) => {
    const { dataset, zone, columns, filters, search, sort, format, gzip } = requestArgs.parse(args);
    const deps = { ...(await queryDeps()), exports, exportRequests, audit: auditTrail };
    const record = await requestExport(deps, requirePerson(caller), {
      dataset,
      zone: zone ?? 'silver',
      columns: columns ?? null,
      filters: filters ?? [],
      search: search ?? '',
      sort: sort ?? '',
      format,
      gzip: gzip ?? false,
    });
    return exportShape(record, null);
  },
};
