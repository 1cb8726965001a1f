import type { ReactNode } from 'react';
import { PeopleFrame } from '@/components/people/people-frame';

export default function PeopleLayout({ children }: { children: ReactNode }) {
  return <PeopleFrame>{children}</PeopleFrame>;
}
