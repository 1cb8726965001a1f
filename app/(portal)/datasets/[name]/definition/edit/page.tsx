import { EditDefinitionPage } from '@/components/definition-editor/pages/edit-definition-page';

export default async function EditDefinitionRoute({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return <EditDefinitionPage name={decodeURIComponent(name)} />;
}
