import type { Metadata } from 'next';
import { UploadPage } from '@/components/upload/upload-page';

export const metadata: Metadata = { title: 'Upload' };

interface UploadRouteProps {
  searchParams: Promise<{ dataset?: string | string[] }>;
}

export default async function UploadRoute({ searchParams }: UploadRouteProps) {
  const { dataset } = await searchParams;
  return <UploadPage initialDataset={typeof dataset === 'string' ? dataset : null} />;
}
