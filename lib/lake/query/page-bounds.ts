/** How much of a result one request gets. */
import { LakeportError } from '../../errors';

const LIMIT_MAX = 1000;
const LIMIT_DEFAULT = 100;

export interface PageBounds {
  limit: number;
  offset: number;
}

/** @throws LakeportError `invalid-request` */
export function checkPageBounds({ limit = LIMIT_DEFAULT, offset = 0 }: Partial<PageBounds>): PageBounds {
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw new LakeportError('invalid-request', `A page has 1 to ${LIMIT_MAX} rows.`);
  }
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new LakeportError('invalid-request', 'An offset is 0 or more.');
  }
  return { limit, offset };
}
