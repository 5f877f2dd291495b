import packageJson from '../../package.json' with { type: 'json' };

/** The version of this program; the build puts it in. */
export const VERSION: string = packageJson.version;
