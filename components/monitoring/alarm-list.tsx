import { BellOff, BellRing, CircleCheck, CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Alarm } from '@/components/api/monitoring';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { TimeAgo } from '@/components/ui/time-ago';

const STATES = {
  OK: { tone: 'good', icon: CircleCheck, words: 'OK' },
  ALARM: { tone: 'bad', icon: BellRing, words: 'Alarm' },
  INSUFFICIENT_DATA: { tone: 'neutral', icon: CircleHelp, words: 'No data yet' },
} as const;

/** Those that ring first, then by name. */
function byUrgency(one: Alarm, other: Alarm): number {
  return (
    Number(other.state === 'ALARM') - Number(one.state === 'ALARM') || one.title.localeCompare(other.title)
  );
}

/** Every alarm with its state and why it is in it. */
export function AlarmList({ alarms }: { alarms: readonly Alarm[] | undefined }): ReactNode {
  if (!alarms) return <Skeleton className="m-4 h-40" />;
  if (alarms.length === 0) {
    return (
      <EmptyState icon={BellOff} title="No alarm is set up">
        Alarms are part of the deployed backend.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y">
      {[...alarms].sort(byUrgency).map((alarm) => {
        const { tone, icon: Icon, words } = STATES[alarm.state];
        return (
          <li key={alarm.name} className="flex flex-col gap-1 px-4 py-3">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium">{alarm.title}</span>
              <Badge tone={tone}>
                <Icon aria-hidden />
                {words}
              </Badge>
              {alarm.since ? (
                <span className="ml-auto text-sm text-faint">
                  <TimeAgo iso={alarm.since} />
                </span>
              ) : null}
            </div>
            {alarm.description ? <p className="text-sm text-muted">{alarm.description}</p> : null}
            {alarm.reason ? <p className="text-sm break-words text-faint">{alarm.reason}</p> : null}
          </li>
        );
      })}
    </ul>
  );
}
