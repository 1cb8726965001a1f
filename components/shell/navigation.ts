import { Activity, Database, Gauge, History, Upload, Users, type LucideIcon } from 'lucide-react';
import { paths } from '@/lib/paths';
import type { Act } from '@/lib/roles';

export interface Destination {
  label: string;
  href: string;
  icon: LucideIcon;
  /** What the role must allow for the entry to be shown. */
  needs: Act;
}

/** The places of the portal, in the order of the work. */
export const DESTINATIONS: readonly Destination[] = [
  { label: 'Overview', href: paths.overview, icon: Gauge, needs: 'read' },
  { label: 'Datasets', href: paths.datasets, icon: Database, needs: 'read' },
  { label: 'Upload', href: paths.upload(), icon: Upload, needs: 'import' },
  { label: 'Imports', href: paths.imports(), icon: History, needs: 'read' },
  { label: 'Monitoring', href: paths.monitoring(), icon: Activity, needs: 'read' },
  { label: 'People', href: paths.people(), icon: Users, needs: 'manage' },
];

/** Whether an address is a place or somewhere inside it. */
export function isWithin(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
