import { ViewsPage } from '@/components/views/views-page';

export default async function ViewsRoute({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return <ViewsPage name={decodeURIComponent(name)} />;
}
