import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { getAlarms, type AlarmState } from '../aws/monitoring';
import type { Actor } from '../roles';
import { authorize, EVERY_DATASET } from './authorize';

export interface Alarm extends AlarmState {
  /** The name without the prefix of this backend, in words. */
  title: string;
}

export async function listAlarms(
  deps: { cloudWatch: CloudWatchClient; alarmPrefix: string },
  actor: Actor,
): Promise<Alarm[]> {
  authorize(actor, 'read', EVERY_DATASET);
  const alarms = await getAlarms(deps.cloudWatch, deps.alarmPrefix);
  return alarms.map((alarm) => ({ ...alarm, title: titleOf(alarm.name.slice(deps.alarmPrefix.length)) }));
}

/** `ImportErrorRate` → `Import error rate`. */
function titleOf(name: string): string {
  const words = name
    .replaceAll('-', ' ')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
