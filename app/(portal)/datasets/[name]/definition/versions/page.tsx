import { VersionsPage } from '@/components/definition-editor/versions/versions-page';

interface VersionsRouteProps {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
}

export default async function VersionsRoute({ params, searchParams }: VersionsRouteProps) {
  const [{ name }, { version }] = await Promise.all([params, searchParams]);
  const chosen = typeof version === 'string' && /^\d{1,9}$/.test(version) ? Number(version) : null;
  return <VersionsPage name={decodeURIComponent(name)} chosen={chosen} />;
}
