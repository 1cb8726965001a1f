import type { Role } from '../../lib/roles';

/** Known to everybody who reads this, and so for laptops only: nothing creates these users in the cloud. */
export const DEMO_PASSWORD = 'Lakeport-demo-1';

export const DEMO_USERS: readonly { email: string; role: Role }[] = [
  { email: 'admin@lakeport.local', role: 'admins' },
  { email: 'operator@lakeport.local', role: 'operators' },
  { email: 'analyst@lakeport.local', role: 'analysts' },
];

/** Signs the sample data in: it defines datasets, which only admins may. */
export const SEEDING_USER = 'admin@lakeport.local';
