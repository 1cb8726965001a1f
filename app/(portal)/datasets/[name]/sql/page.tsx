import { SqlPage } from '@/components/sql/sql-page';

export default async function SqlRoute({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return <SqlPage name={decodeURIComponent(name)} />;
}
