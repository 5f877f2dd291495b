import type { ReportingDescriptor } from 'sarif';
import { describe, plain } from '../model/describe.js';
import { kindOf } from '../model/kinds.js';
import { remedyFor, remedyForWarning } from '../model/remedies.js';
import type { InconsistentObject, MetadataWarning, ReportedChange } from '../model/report.js';
import { forMarkdown, forSarif } from './escape.js';

/** What findings have in common. */
export interface Rule {
  readonly id: string;
  readonly level: 'error' | 'warning';
  /** They are asked for once, since thousands of findings may have one rule. */
  readonly texts: () => {
    readonly title: string;
    readonly meaning: string;
    readonly help: string;
    readonly properties: Readonly<Record<string, string>>;
  };
}

/** The rule of an inconsistency: one for each kind of metadata object. */
export function ruleForObject(object: InconsistentObject): Rule {
  const { type } = kindOf(object.type);
  const identity = { type };
  return {
    id: `inconsistent/${asName(type)}`,
    level: 'error',
    texts: () => ({
      title: `Inconsistent metadata: ${plain(describe(identity))}`,
      meaning: 'The server leaves this object out of its API, with everything that needs it.',
      help: remedyFor({ shape: 'object', type, name: '', identity, members: [], reason: '' }),
      properties: { precision: 'very-high' },
    }),
  };
}

/** The rule of a warning: one for each code. */
export function ruleForWarning({ code, fix }: MetadataWarning): Rule {
  const any = {
    message: '',
    origin: 'server',
    ...(code && { code }),
    ...(fix && { fix }),
  } as const;
  return {
    id: `warning/${asName(code ?? '')}`,
    level: 'warning',
    texts: () => ({
      title: `Metadata warning${code ? `: ${code}` : ''}`,
      meaning: 'The metadata can be used, but a part of it may not work.',
      help: remedyForWarning(any),
      properties: { precision: 'high' },
    }),
  };
}

/** Of medium severity: access is to be reviewed, and does not fail GitHub's own check by default. */
const ACCESS = {
  wider: {
    title: 'Wider access',
    meaning: 'A role gets more access than it had.',
    properties: { precision: 'very-high', 'security-severity': '6.0' },
  },
  different: {
    title: 'Different access',
    meaning: 'The access of a role changes, and may be wider.',
    properties: { precision: 'medium', 'security-severity': '5.0' },
  },
};

/** The rule of a change that gives wider access, or different access. */
export function ruleForAccess({ access }: ReportedChange): Rule {
  const name = access === 'wider' ? 'wider' : 'different';
  const help = 'Check that the role should have this access. If not, correct its permission.';
  return { id: `access/${name}`, level: 'warning', texts: () => ({ ...ACCESS[name], help }) };
}

/** A type or a code of a newer server as a part of an id. */
function asName(text: string): string {
  return text.replace(/[^\w-]+/g, '-').slice(0, 100) || 'unknown';
}

/** What GitHub shows of a rule. */
export function describeRule({ id, level, texts }: Rule): ReportingDescriptor {
  const { title, meaning, help, properties } = texts();
  const text = `${meaning} ${help}`;
  return {
    id,
    shortDescription: { text: forSarif(title) },
    fullDescription: { text: forSarif(meaning) },
    help: { text: forSarif(text), markdown: forMarkdown(text) },
    defaultConfiguration: { level },
    properties: {
      tags: ['hasura', ...('security-severity' in properties ? ['security'] : [])],
      'problem.severity': level,
      ...properties,
    },
  };
}
