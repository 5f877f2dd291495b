import type { FlagValues } from '../cli/arguments.js';
import { type CommonSettings, readCommandSettings } from '../cli/settings.js';

/** What the service is asked to do, beside what each of its runs is. */
export interface ServiceSettings {
  readonly port: number;
  /** `undefined`: all addresses. */
  readonly host: string | undefined;
  /** `undefined`: whoever reaches the port may reload. */
  readonly token: string | undefined;
  readonly gracePeriodSeconds: number;
}

/** A day, as for every other timeout. */
const MOST_SECONDS = 86_400;

/** Reads and checks everything that the service is asked to do; fails with a `UsageError`. */
export function readServiceSettings(
  values: FlagValues,
): CommonSettings & { readonly own: ServiceSettings } {
  const settings = readCommandSettings('serve', values, (read, problems) => {
    const port = Number(read('port'));
    if (!/^\d{1,5}$/.test(read('port')) || port > 65_535) {
      problems.push(
        `--port is "${read('port').slice(0, 40)}": expected a whole number from 0 to 65535.`,
      );
    }
    const seconds = Number(read('grace-period'));
    if (!/^\d+(?:\.\d+)?$/.test(read('grace-period')) || seconds > MOST_SECONDS) {
      problems.push(
        `--grace-period is "${read('grace-period').slice(0, 40)}": expected a number of seconds, 0 or more, at most ${MOST_SECONDS}.`,
      );
    }
    return {
      port,
      host: read('host') || undefined,
      token: readToken(values, read('token'), problems),
      gracePeriodSeconds: seconds,
    };
  });
  const { run, own } = settings;
  const secrets = own.token === undefined ? run.secrets : [...run.secrets, own.token];
  return { ...settings, run: { ...run, secrets } };
}

/** A token that is given and empty is a mistake that must not open the service to everybody. */
function readToken(values: FlagValues, token: string, problems: string[]): string | undefined {
  const isGiven = values.has('token') || process.env['HASURA_RELOADER_TOKEN'] !== undefined;
  if (!isGiven) return undefined;
  if (token === '') {
    problems.push(
      'The token is empty: expected one in --token or HASURA_RELOADER_TOKEN, or neither of them for a service that takes calls from everybody.',
    );
  } else if (!/^[\u0021-\u007e]+$/.test(token)) {
    problems.push(
      'The token is not shown: it holds a blank or a character that no bearer token can have.',
    );
  }
  return token;
}
