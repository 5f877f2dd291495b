import { counted } from '../lib/text.js';
import type { Findings, Report } from '../model/report.js';
import { countChanges, describeAccess, isWider } from '../model/verdict.js';
import type { Words } from './words.js';

/** How good or bad a report is. */
export type Level = 'success' | 'warning' | 'error';

/** `error` if the step fails, `warning` if a reader should look at the report all the same. */
export function levelOf({ failed, findings, inconsistencyCount }: Report): Level {
  if (failed) return 'error';
  const isAccess = findings.command === 'plan' && (findings.changes?.some(isWider) ?? false);
  return inconsistencyCount > 0 || isAccess ? 'warning' : 'success';
}

/** The verdict as a heading. */
export function headingOf({ failed, findings, inconsistencyCount, ignored }: Report): string {
  const { applied, changes, command, failure, objects, warnings } = findings;
  if (command === 'plan') return planHeading(changes, failure);
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
  if (failed) return 'Hasura metadata has warnings';
  return 'Hasura metadata is consistent';
}

function planHeading(changes: Findings['changes'], failure: Findings['failure']): string {
  if (changes?.length === 0)
    return failure ? 'No changes, but they could not be validated' : 'No changes';
  const counts = changes && `Plan: ${countChanges(changes, false)}`;
  if (!failure) return counts ?? 'No changes';
  return counts ? `${counts}, which could not be validated` : 'The plan could not be made';
}

/** What the verdict means, in a few sentences; empty if the heading says it all. */
export function verdictOf(report: Report): Words[] {
  const { findings } = report;
  const { applied, command } = findings;
  const sentences: (Words | false)[] = [
    findings.failure !== undefined &&
      findings.applied === 'applied' && ['The metadata was applied before this failure.'],
    availability(report),
    findings.applied === 'refused' && [
      'The server',
      { code: findings.server },
      'keeps its previous metadata.',
    ],
    ...(command === 'plan' || applied === 'applied' ? changeSentences(report) : []),
    otherCounts(report),
  ];
  return sentences.filter((words) => words !== false && words.length > 0) as Words[];
}

/** The headline without its first sentence, which is the heading of a plan. */
function changeSentences({ findings, headline }: Report): Words[] {
  const { changes = [], command, failure } = findings;
  if (changes.length === 0 || failure) return [];
  if (command === 'apply') {
    const counts = [countChanges(changes, true), ...describeAccess(changes, true)];
    return counts.map((text) => [`${text}.`]);
  }
  return headline
    .split('. ')
    .slice(1)
    .map((text) => [`${text}.`]);
}

function availability(report: Report): Words {
  const { causes, findings, ignored, inconsistencyCount: count } = report;
  const { failure } = findings;
  if (findings.command === 'plan') return [];
  const server = { code: findings.server };
  const refused = findings.applied === 'refused';
  if (count === 0) {
    // A failure or a refusal says nothing about the objects that the server has now.
    if (!findings.objects || failure || refused) return [];
    const but = ignored.length > 0 ? ', except for the ignored ones' : '';
    return ['Every object in the metadata of', server, `is available${but}.`];
  }
  const verb = refused ? 'would make' : causes.length === 1 ? 'makes' : 'make';
  return [
    ...(failure ? ['Known so far:'] : []),
    { name: counted(causes.length, 'cause') },
    verb,
    { name: counted(count, 'object') },
    ...(refused ? ['unavailable.'] : ['unavailable on', server, '.']),
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
  check: 'Checked without reloading',
  reload: 'Reloaded',
  apply: 'Applied',
  plan: 'Planned without changing anything',
} as const;

/** How the run went and how long it took, the server and its versions. */
export function footerOf({ durationSeconds, findings }: Report): string {
  const { applied, command, failure, reloads, resourceVersion, server, serverVersion } = findings;
  const seconds = `${durationSeconds.toFixed(1)} s`;
  return [
    failure
      ? `Failed after ${seconds}`
      : applied === 'refused'
        ? `Refused after ${seconds}`
        : `${DONE[command]} in ${seconds}`,
    reloads > 1 && `${reloads} reloads`,
    server,
    serverVersion && `GraphQL Engine ${serverVersion}`,
    resourceVersion !== undefined && `resource version ${resourceVersion}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
