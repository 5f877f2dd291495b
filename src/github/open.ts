import type { Report } from '../model/report.js';
import type { CommentSettings, CommentWorld } from './deliver.js';

/**
 * Returns what writes a report as a comment and gives warnings. It is loaded only then, since most
 * runs have no comment.
 */
export function openComment(settings: CommentSettings, world: CommentWorld) {
  return async (report: Report): Promise<readonly string[]> => {
    const { deliverComment } = await import('./deliver.js');
    return deliverComment(report, settings, world);
  };
}
