/** The fields of saved views and exports that `api` answers: arguments in, use case, shape out. */
import { z } from 'zod';
import { createSavedViewTable } from '../../../lib/aws/saved-view-table';
import { requireEnv } from '../../../lib/env';
import { cancelExport } from '../../../lib/use-cases/exports/cancel-export';
import { getExport } from '../../../lib/use-cases/exports/get-export';
import { listExports } from '../../../lib/use-cases/exports/list-exports';
import { deleteView } from '../../../lib/use-cases/saved-views/delete-view';
import { listSavedViews } from '../../../lib/use-cases/saved-views/list-saved-views';
import { savedViewInputSchema, saveView } from '../../../lib/use-cases/saved-views/save-view';
import { requirePerson, type FieldResolver } from '../appsync-event';
import { auditTrail, datasets, documents, env } from '../clients';
import { exportLinks, exports } from '../export-clients';
import { exportShape } from '../export-shape';

const savedViews = createSavedViewTable(documents, requireEnv(env, 'SAVED_VIEWS_TABLE'));
const viewDeps = { datasets, savedViews, audit: auditTrail };
const exportDeps = { exports, links: exportLinks };

const ofDataset = z.object({ dataset: z.string() });
const ofView = z.object({ dataset: z.string(), id: z.string() });
const ofExport = z.object({ id: z.string() });

export const sharingFields: Record<string, FieldResolver> = {
  listSavedViews: async (args, caller) =>
    listSavedViews(viewDeps, requirePerson(caller), ofDataset.parse(args).dataset),
  saveView: async (args, caller) =>
    saveView(viewDeps, requirePerson(caller), savedViewInputSchema.parse(args)),
  deleteView: async (args, caller) => deleteView(viewDeps, requirePerson(caller), ofView.parse(args)),
  getExport: async (args, caller) => {
    const { record, url } = await getExport(exportDeps, requirePerson(caller), ofExport.parse(args).id);
    return exportShape(record, url);
  },
  listExports: async (_args, caller) => {
    const exported = await listExports(exportDeps, requirePerson(caller));
    return exported.map(({ record, url }) => exportShape(record, url));
  },
  cancelExport: async (args, caller) =>
    exportShape(await cancelExport({ exports }, requirePerson(caller), ofExport.parse(args).id), null),
};
