import { DefinitionPage } from '@/components/datasets/definition-page';

export default async function DefinitionRoute({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return <DefinitionPage name={decodeURIComponent(name)} />;
}
