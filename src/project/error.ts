import type { Location } from '../model/report.js';

/**
 * A project that cannot be read. The message says where, what is wrong and what to do about it;
 * the location is there wherever the fault lies in a file of the repository.
 */
export class ProjectError extends Error {
  readonly location?: Location;

  constructor(message: string, location?: Location, options?: ErrorOptions) {
    super(location ? `${placeOf(location)}: ${message}` : message, options);
    this.name = 'ProjectError';
    if (location) this.location = location;
  }
}

/** A place as compilers write it, `metadata/actions.yaml:3:5`. */
export function placeOf(location: Location): string {
  return `${location.file}:${location.line}:${location.column}`;
}
