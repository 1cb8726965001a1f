import type { Construct } from 'constructs';

/** What the names of this backend's alarms begin with: alarms are named per account, and an account may hold several backends. */
export function alarmPrefix(scope: Construct): string {
  const part = (key: string) => String(scope.node.tryGetContext(key) ?? 'backend');
  return `Lakeport-${part('amplify-backend-namespace')}-${part('amplify-backend-name')}-`;
}
