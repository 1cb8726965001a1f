import { EXPORT_KEPT_HOURS } from '../../exports';

/** So many exports of a person are shown and counted at most. */
export const RECENT_EXPORTS_MAX = 100;

/** The moment from which on exports are shown: older ones cannot be downloaded any more. */
export function recentSince(now = new Date()): Date {
  return new Date(now.getTime() - EXPORT_KEPT_HOURS * 60 * 60 * 1000);
}
