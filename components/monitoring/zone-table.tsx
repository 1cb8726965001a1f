import type { ReactNode } from 'react';
import type { ZoneActivity } from '@/components/api/monitoring';
import { ZoneMark } from '@/components/lake/zone-mark';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Table, Td, Th } from '@/components/ui/table';
import { formatBytes, formatCount } from '@/lib/format';
import { ZONES } from '@/lib/lake/zones';

/** Files and bytes written to each zone in the last 24 hours. */
export function ZoneTable({ activity }: { activity: readonly ZoneActivity[] | undefined }): ReactNode {
  return (
    <Table label="Files per zone in the last 24 hours">
      <thead>
        <tr>
          <Th>Zone</Th>
          <Th numeric>Files</Th>
          <Th numeric>Size</Th>
        </tr>
      </thead>
      <tbody>
        {activity ? (
          ZONES.map((zone) => {
            const found = activity.find((item) => item.zone === zone);
            const more = found?.cut ? 'more than ' : '';
            return (
              <tr key={zone}>
                <Td>
                  <span className="inline-flex items-center gap-2 capitalize">
                    <ZoneMark zone={zone} />
                    {zone}
                  </span>
                </Td>
                <Td numeric>
                  {more}
                  {formatCount(found?.files24h)}
                </Td>
                <Td numeric>
                  {more}
                  {formatBytes(found?.bytes24h)}
                </Td>
              </tr>
            );
          })
        ) : (
          <SkeletonRows rows={ZONES.length} columns={3} />
        )}
      </tbody>
    </Table>
  );
}
