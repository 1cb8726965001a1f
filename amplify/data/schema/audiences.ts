/** The groups of the user pool that may ask for a field; the use case behind it checks again. */
import { ROLES_THAT_MAY } from '../../../lib/roles';

export const readers = [...ROLES_THAT_MAY.read];
export const importers = [...ROLES_THAT_MAY.import];
export const definers = [...ROLES_THAT_MAY.define];
export const managers = [...ROLES_THAT_MAY.manage];
