import { ImportList } from '@/components/imports/import-list';
import { Panel } from '@/components/ui/panel';

export default async function DatasetImportsRoute({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return (
    <Panel flush>
      <ImportList filter={{ dataset: decodeURIComponent(name) }} withDataset={false} />
    </Panel>
  );
}
