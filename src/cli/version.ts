import packageJson from '../../package.json' with { type: 'json' };

/** The version of this program, which the build includes. */
export const VERSION: string = packageJson.version;
