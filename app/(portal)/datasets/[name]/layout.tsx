import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { DatasetHeader } from '@/components/datasets/dataset-header';

interface DatasetLayoutProps {
  params: Promise<{ name: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: Pick<DatasetLayoutProps, 'params'>): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function DatasetLayout({ params, children }: DatasetLayoutProps) {
  const { name } = await params;
  return (
    <>
      <DatasetHeader name={decodeURIComponent(name)} />
      {children}
    </>
  );
}
