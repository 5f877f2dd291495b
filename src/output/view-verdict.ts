import { counted } from '../lib/text.js';
import type { Report } from '../model/report.js';
import { countChanges, describeAccess, isWider } from '../model/verdict.js';
import type { Words } from './words.js';

/** `error` if the step fails, `warning` if a reader should look at the report all the same. */
export function levelOf(report: Report): 'success' | 'warning' | 'error' {
  const { failed, findings, inconsistencyCount } = report;
  if (failed) return 'error';
  const isAccess = findings.command === 'plan' && (findings.changes?.some(isWider) ?? false);
  return inconsistencyCount > 0 || isAccess ? 'warning' : 'success';
}

/** The verdict as a heading. */
export function headingOf(report: Report): string {
  const { failed, findings, inconsistencyCount, ignored } = report;
  const { applied, changes, command, failure, objects, warnings } = findings;
  if (command === 'plan') return planHeading(report);
  if (applied === 'refused') {
    if (changes) return 'Nothing was applied: access would be wider or different';
    const isServers = failure !== undefined || inconsistencyCount + ignored.length > 0;
    return isServers || warnings.some(({ origin }) => origin === 'server')
      ? 'Nothing was applied: the server refused the metadata'
      : 'Nothing was applied: the metadata has warnings';
  }
  if (failure || !objects) {
    if (applied === 'unknown') return 'Hasura metadata may have been applied, or may not';
    return command === 'apply' && applied !== 'applied'
      ? 'Hasura metadata could not be applied'
      : 'Hasura metadata could not be checked';
  }
  if (inconsistencyCount > 0) return 'Hasura metadata is inconsistent';
  return failed ? 'Hasura metadata has warnings' : 'Hasura metadata is consistent';
}

function planHeading({ findings: { changes, failure } }: Report): string {
  const counts = changes?.length ? `Plan: ${countChanges(changes, false)}` : 'No changes';
  if (!failure) return counts;
  if (!changes) return 'The plan could not be made';
  return `${counts}, ${changes.length === 0 ? 'but they' : 'which'} could not be validated`;
}

/** What the verdict means, in a few sentences; empty if the heading says it all. */
export function verdictOf(report: Report): Words[] {
  const { applied, failure, server } = report.findings;
  return [
    ...(failure && applied === 'applied'
      ? [['The metadata was applied before this failure.']]
      : []),
    availability(report),
    ...(applied === 'refused'
      ? [['The server', { code: server }, 'keeps its previous metadata.']]
      : []),
    ...changeSentences(report),
    otherCounts(report),
  ].filter((words) => words.length > 0);
}

/** Of a plan, the headline without its first sentence, which is the heading. */
function changeSentences({ findings, headline }: Report): Words[] {
  const { applied, changes = [], command, failure } = findings;
  if (changes.length === 0 || failure) return [];
  const planned = command === 'plan' ? headline.split('. ').slice(1) : [];
  const made = [countChanges(changes, true), ...describeAccess(changes, true)];
  return (applied === 'applied' ? made : planned).map((text) => [`${text}.`]);
}

function availability({ causes, findings, ignored, inconsistencyCount }: Report): Words {
  const { applied, command, failure, objects, server } = findings;
  if (command === 'plan') return [];
  const isRefused = applied === 'refused';
  if (inconsistencyCount === 0) {
    // A failure or a refusal says nothing about the objects that the server has now.
    if (!objects || failure || isRefused) return [];
    const but = ignored.length > 0 ? ', except for the ignored ones' : '';
    return ['Every object in the metadata of', { code: server }, `is available${but}.`];
  }
  return [
    ...(failure ? ['Known so far:'] : []),
    { name: counted(causes.length, 'cause') },
    isRefused ? 'would make' : causes.length === 1 ? 'makes' : 'make',
    { name: counted(inconsistencyCount, 'object') },
    ...(isRefused ? ['unavailable.'] : ['unavailable on', { code: server }, '.']),
  ];
}

function otherCounts({ findings: { recovered, warnings }, ignored }: Report): Words {
  const counts = [
    recovered.length > 0 && `${counted(recovered.length, 'object')} recovered`,
    ignored.length > 0 && `${counted(ignored.length, 'object')} ignored`,
    warnings.length > 0 && counted(warnings.length, 'warning'),
  ].filter(Boolean);
  return counts.length > 0 ? [`${counts.join(', ')}.`] : [];
}

const DONE = {
  check: 'Checked without reloading in',
  reload: 'Reloaded in',
  apply: 'Applied in',
  plan: 'Planned without changing anything in',
} as const;

/** How the run went and how long it took, the server and its versions. */
export function footerOf({ durationSeconds, findings }: Report): string {
  const { applied, command, failure, reloads, resourceVersion, server, serverVersion } = findings;
  const how = failure ? 'Failed after' : applied === 'refused' ? 'Refused after' : DONE[command];
  return [
    `${how} ${durationSeconds.toFixed(1)} s`,
    reloads > 1 && `${reloads} reloads`,
    server,
    serverVersion && `GraphQL Engine ${serverVersion}`,
    resourceVersion !== undefined && `resource version ${resourceVersion}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
