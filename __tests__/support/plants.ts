/** In two parts, so that nobody's scanner takes the plants for a leak. */
const KEY = ['PRIVATE', 'KEY'].join(' ');

/** Makes up secrets, all different from each other, and answers of a server that hold them. */
export class Plants {
  /** All that was planted so far. */
  readonly secrets: string[] = [];
  /** Names of variables, hosts and paths around them, which people need. */
  readonly kept = ['PAYMENTS_API_KEY', 'db.example', 'payments.example', '/graphql/introspect'];
  readonly #named = new Map<string, string>();

  /** A secret with something odd in it; the same one again for the same name. */
  secret(odd: string, name?: string): string {
    const known = name && this.#named.get(name);
    if (known) return known;
    const secret = ['planted', this.secrets.length, odd].join('-');
    this.secrets.push(secret);
    if (name) this.#named.set(name, secret);
    return secret;
  }

  /** As services make tokens for their webhooks. */
  token(): string {
    const token = ['pLanTed', this.secrets.length, 'Zq7xW3vY8k', 'T2bN5'].join('');
    this.secrets.push(token);
    return token;
  }

  databaseUrl(odd = 'word'): string {
    return `postgres://shop:${this.secret(odd)}@db.example:5432/shop`;
  }

  odbc(odd = 'word'): string {
    return `Driver={ODBC Driver 18};Server=db.example,1433;Uid=sa;Pwd=${this.secret(odd)};Encrypt=no`;
  }

  serviceAccount(): Record<string, string> {
    return {
      type: 'service_account',
      project_id: 'shop',
      private_key_id: this.secret('key id'),
      private_key: `-----BEGIN ${KEY}-----\n${this.secret('key')}\n-----END ${KEY}-----\n`,
    };
  }

  headers(): Record<string, unknown>[] {
    return [
      { name: 'Authorization', value: `Bearer ${this.secret('header')}` },
      { name: 'X-Api-Key', value: this.secret('one two;three') },
      { name: 'X-From-Env', value_from_env: 'PAYMENTS_API_KEY' },
    ];
  }

  webhook(): string {
    return `https://hooks.example/services/${this.token()}/x?code=${this.secret('code')}&sig=${this.secret('sig')}`;
  }

  /** One of each kind that can hold a secret, and all names that the report has to keep. */
  inconsistentObjects(): Record<string, unknown>[] {
    return [...this.#remotes(), ...this.#sources(), ...this.#webhooks(), ...this.#odd()];
  }

  warnings(): Record<string, unknown>[] {
    return [
      {
        code: 'source-cleanup-failed',
        type: 'source',
        name: 'source a',
        message: `cannot connect to ${this.databaseUrl()}`,
      },
      { message: `${this.odbc()}`, name: `event_trigger x${this.databaseUrl()}` },
      {
        code: this.databaseUrl(),
        message: { text: this.databaseUrl(), password: this.secret('w') },
      },
    ];
  }

  #remotes(): Record<string, unknown>[] {
    return [
      {
        type: 'remote_schema',
        name: 'remote_schema payments-api',
        definition: {
          name: 'payments-api',
          definition: {
            url: this.webhook(),
            headers: this.headers(),
            forward_client_headers: true,
          },
        },
        reason: `Inconsistent object: cannot reach ${this.webhook()}`,
        message: {
          type: 'http_exception',
          message: 'ConnectionFailure (Connection refused)',
          request: {
            host: 'payments.example',
            method: 'POST',
            path: '/graphql/introspect',
            port: 443,
            queryString: `?token=${this.secret('query')}`,
            requestHeaders: {
              Authorization: this.secret('request'),
              'X-Key': [this.secret('list')],
            },
          },
        },
      },
      {
        type: 'remote_schema',
        name: 'remote_schema second',
        definition: { name: 'second', definition: { url_from_env: 'PAYMENTS_API_KEY' } },
        reason: "Inconsistent object: environment variable 'PAYMENTS_API_KEY' not set",
        message: {
          type: 'http_exception',
          exception: this.databaseUrl(),
          request: { host: 'h.example', requestHeaders: [['Authorization', this.secret('pair')]] },
        },
      },
    ];
  }

  #sources(): Record<string, unknown>[] {
    const odd = [
      'p@ss/w#rd?',
      'a b',
      '"quoted"',
      '%40x',
      "it's",
      '<tag>',
      'back\\slash',
      '{brace}',
      '12,3',
    ];
    return [
      ...odd.map((password, at) => ({
        type: 'source',
        name: `source s${at}`,
        definition: `s${at}`,
        reason: `Inconsistent object: connection to "${this.databaseUrl(password)}" failed`,
        message: `[Microsoft][ODBC] cannot open; ${this.odbc(password.replaceAll(/[;{}]/g, ''))}`,
      })),
      {
        type: 'source',
        name: 'source libpq',
        definition: {
          configuration: {
            connection_info: {
              database_url: this.databaseUrl(),
              connection_string: this.odbc(),
              service_account: this.serviceAccount(),
              isolation_level: 'read',
            },
          },
        },
        reason: `Inconsistent object: host=db.example user=shop password=${this.secret('libpq')} dbname=x`,
      },
      {
        type: 'source',
        name: 'source bigquery',
        definition: { service_account: JSON.stringify(this.serviceAccount()) },
        reason: `Inconsistent object: service account ${JSON.stringify(this.serviceAccount())} is not accepted`,
        message: JSON.stringify({ said: JSON.stringify(this.serviceAccount()) }),
      },
    ];
  }

  #webhooks(): Record<string, unknown>[] {
    const kinds = ['action', 'cron_trigger', 'event_trigger', 'open_telemetry'];
    return kinds.map((type) => ({
      type,
      name: `${type} ${type}1${type === 'event_trigger' ? ' in table t in source s' : ''}`,
      definition: {
        name: `${type}1`,
        webhook: this.webhook(),
        definition: {
          handler: `{{PAYMENTS_API_KEY}}/do/${this.token()}?code=${this.secret('c')}`,
          headers: this.headers(),
        },
        configuration: { headers: this.headers(), exporter_otlp: { headers: this.headers() } },
        request_transform: {
          request_headers: { add_headers: { 'X-Key': this.secret('add') }, remove_headers: ['a'] },
        },
        webhook_secret: this.secret('context'),
      },
      reason: `Inconsistent object: ${type} cannot be used with ${this.webhook()}`,
    }));
  }

  #odd(): Record<string, unknown>[] {
    return [
      {
        reason: 'Conflicting objects: two of one name',
        objects: [
          {
            type: 'remote_schema',
            name: 'remote_schema a',
            definition: { headers: this.headers() },
          },
          {
            type: 'action',
            name: `action ${this.databaseUrl()}`,
            definition: { handler: this.webhook() },
          },
        ],
      },
      {
        type: 'action',
        reason: 'Multiple definitions for: twice',
        definitions: [{ headers: this.headers() }],
      },
      {
        reason: 'Ambiguous URL paths: a/:b',
        conflicts: [{ url: this.webhook(), password: this.secret('x') }],
      },
      {
        type: 'table',
        name: 'table t in source s',
        definition: { name: 't', schema: 's' },
        reason: `Inconsistent object: ${['Bearer', this.secret('spoken')].join(' ')}`,
        foreseen_by_nobody: { admin_secret: this.secret('key'), [this.databaseUrl()]: 1 },
        extra: [this.databaseUrl(), { password: this.secret('nested') }, [[this.odbc()]]],
      },
    ];
  }
}
