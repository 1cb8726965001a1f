import type { Metadata } from 'next';
import { NewDatasetPage } from '@/components/definition-editor/pages/new-dataset-page';

export const metadata: Metadata = { title: 'New dataset' };

export default function NewDatasetRoute() {
  return <NewDatasetPage />;
}
