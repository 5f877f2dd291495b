import { counted } from '../lib/text.js';
import type { InconsistentObject, ReportedChange } from './report.js';

/** Whether a change gives more access, or access of which that cannot be ruled out. */
export function isWider({ access }: ReportedChange): boolean {
  return access === 'wider' || access === 'different';
}

/** `3 to add, 2 to change, 1 to remove`, or as made: `3 added, 2 changed, 1 removed`. */
export function countChanges(changes: readonly ReportedChange[], isMade: boolean): string {
  const words = isMade ? ['added', 'changed', 'removed'] : ['to add', 'to change', 'to remove'];
  return (['added', 'changed', 'removed'] as const)
    .map((kind, index) => {
      const count = changes.filter(({ change }) => change === kind).length;
      return `${count} ${words[index]}`;
    })
    .join(', ');
}

/** Who gains access, in sentences without a full stop: `2 roles would gain access`. */
export function describeAccess(changes: readonly ReportedChange[], isMade: boolean): string[] {
  const gaining = rolesOf(changes, 'wider');
  const others = rolesOf(changes, 'different').filter((role) => !gaining.includes(role));
  const isAny = others.length > 0 && !gaining.includes(EVERY_ROLE);
  const has = isMade ? (others.length === 1 ? 'has' : 'have') : 'would have';
  return [
    ...(gaining.length > 0
      ? [`${countRoles(gaining)} ${isMade ? 'gained' : 'would gain'} access`]
      : []),
    ...(isAny ? [`${countRoles(others)} ${has} different access`] : []),
  ];
}

/** What stands for all roles. */
export const EVERY_ROLE = '*';

function rolesOf(changes: readonly ReportedChange[], wanted: ReportedChange['access']): string[] {
  const some = changes.filter(({ access }) => access === wanted);
  const roles = new Set(some.flatMap(({ roles = [] }) => roles));
  return roles.has(EVERY_ROLE) ? [EVERY_ROLE] : [...roles];
}

const countRoles = (roles: readonly string[]): string =>
  roles[0] === EVERY_ROLE ? 'every role' : counted(roles.length, 'role');

/** The objects of the first list that the second does not have, whatever the reason is now. */
export function objectsOnlyIn(
  objects: readonly InconsistentObject[],
  others: readonly InconsistentObject[],
): InconsistentObject[] {
  const known = new Set(others.map(keyOf));
  return objects.filter((object) => !known.has(keyOf(object)));
}

const keyOf = ({ type, name, identity, members }: InconsistentObject): string =>
  JSON.stringify([type, name, identity, members]);
