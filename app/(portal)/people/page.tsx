import type { Metadata } from 'next';
import { UsersPage } from '@/components/people/users-page';

export const metadata: Metadata = { title: 'People' };

export default function PeopleRoute() {
  return <UsersPage />;
}
