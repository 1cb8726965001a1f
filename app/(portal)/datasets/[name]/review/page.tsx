import { ReviewPage } from '@/components/review/review-page';

export default async function ReviewRoute({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return <ReviewPage name={decodeURIComponent(name)} />;
}
