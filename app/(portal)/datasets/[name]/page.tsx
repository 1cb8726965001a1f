import { BrowsePage } from '@/components/browse/browse-page';

export default async function BrowseRoute({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return <BrowsePage name={decodeURIComponent(name)} />;
}
