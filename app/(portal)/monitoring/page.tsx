import type { Metadata } from 'next';
import { MonitoringPage } from '@/components/monitoring/monitoring-page';
import { rangeFrom } from '@/components/monitoring/ranges';

export const metadata: Metadata = { title: 'Monitoring' };

interface MonitoringRouteProps {
  searchParams: Promise<{ range?: string | string[] }>;
}

export default async function MonitoringRoute({ searchParams }: MonitoringRouteProps) {
  const { range } = await searchParams;
  return <MonitoringPage range={rangeFrom(typeof range === 'string' ? range : null)} />;
}
