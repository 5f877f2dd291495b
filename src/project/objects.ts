import { isRecord } from '../lib/narrow.js';
import type { Identity, QualifiedName } from '../model/report.js';
import { childOf } from './late.js';
import type { Path } from './path.js';
import { NameIndex } from './qualified-names.js';

/** The list that holds a table's objects of a type, and the key that names them. */
const OF_TABLES: Readonly<Record<string, readonly [list: string, key: string]>> = {
  object_relation: ['object_relationships', 'name'],
  array_relation: ['array_relationships', 'name'],
  object_relationship: ['object_relationships', 'name'],
  array_relationship: ['array_relationships', 'name'],
  select_permission: ['select_permissions', 'role'],
  insert_permission: ['insert_permissions', 'role'],
  update_permission: ['update_permissions', 'role'],
  delete_permission: ['delete_permissions', 'role'],
  computed_field: ['computed_fields', 'name'],
  event_trigger: ['event_triggers', 'name'],
  remote_relationship: ['remote_relationships', 'name'],
};

/** The lists at the top of the metadata whose items are objects of their own. */
const AT_THE_TOP: Readonly<Record<string, readonly [list: string, key: string]>> = {
  cron_trigger: ['cron_triggers', 'name'],
  rest_endpoint: ['rest_endpoints', 'name'],
  endpoint: ['rest_endpoints', 'name'],
  inherited_role: ['inherited_roles', 'role_name'],
  'inherited role permission inconsistency': ['inherited_roles', 'role_name'],
};

/**
 * Finds the server's objects in the metadata. Names that occur more than once, and objects whose
 * owner is unknown, are not found: a wrong line would be worse than none.
 */
export class MetadataObjects {
  readonly #metadata: Readonly<Record<string, unknown>>;
  readonly #indices = new Map<readonly unknown[], NameIndex>();

  constructor(metadata: Readonly<Record<string, unknown>>) {
    this.#metadata = metadata;
  }

  /** The way to an object's entry in the metadata. */
  find(identity: Identity): Path | undefined {
    const { type, name } = identity;
    const top = AT_THE_TOP[type];
    if (top) return this.#item([top[0]], top[1], name);
    if (OF_TABLES[type]) return this.#partOfOwner(identity, OF_TABLES[type]);
    if (type.startsWith('inner_logical_model_')) {
      return this.#logicalModel(identity) ?? this.#nativeQuery(identity);
    }
    switch (type) {
      case 'source':
        return entry(this.#item(['sources'], 'name', identity.source), 'name');
      case 'table':
        return entry(this.#table(identity), 'table');
      case 'function':
        return entry(this.#function(identity, 'functions', 'function'), 'function');
      case 'function_permission': {
        const owner = this.#function(identity, 'functions', 'function');
        return owner && this.#item([...owner, 'permissions'], 'role', name);
      }
      case 'stored_procedure':
        return this.#function(identity, 'stored_procedures', 'stored_procedure');
      case 'native_query':
        return this.#inSource(identity, 'native_queries', 'root_field_name', name);
      case 'logical_model':
        return this.#inSource(identity, 'logical_models', 'name', name);
      case 'remote_schema':
        return this.#item(['remote_schemas'], 'name', identity.remoteSchema);
      case 'remote_schema_permission': {
        const owner = this.#item(['remote_schemas'], 'name', identity.remoteSchema);
        return owner && this.#item([...owner, 'permissions'], 'role', name);
      }
      case 'remote_schema_remote_relationship':
        return this.#remoteSchemaRelationship(identity);
      case 'action':
        return this.#item(['actions'], 'name', identity.action ?? name);
      case 'action_permission': {
        const owner = this.#item(['actions'], 'name', identity.action);
        return owner && this.#item([...owner, 'permissions'], 'role', name);
      }
      case 'custom_types':
        return this.#existing(['custom_types']);
      case 'query_collections':
        return this.#query(identity);
      case 'data_connector_agent':
        return name === undefined
          ? undefined
          : this.#existing(['backend_configs', 'dataconnector', name]);
      case 'open_telemetry':
        return (
          (name === undefined ? undefined : this.#existing(['opentelemetry', name])) ??
          this.#existing(['opentelemetry'])
        );
      default:
        return undefined;
    }
  }

  /** A part of a table, or of what has such parts too: native queries and logical models. */
  #partOfOwner(identity: Identity, [list, key]: readonly [string, string]): Path | undefined {
    const { name, logicalModel, nativeQuery } = identity;
    if (logicalModel !== undefined) {
      const owner = this.#logicalModel(identity);
      return owner && this.#item([...owner, list], key, name);
    }
    if (nativeQuery !== undefined) {
      const owner = this.#nativeQuery(identity);
      // What it returns may be a logical model of its own, which has the permissions.
      const lists = owner
        ? [
            [...owner, list],
            [...owner, 'returns', list],
          ]
        : [];
      return lists.map((path) => this.#item(path, key, name)).find(Boolean);
    }
    const owner = this.#table(identity);
    return owner && this.#item([...owner, list], key, name);
  }

  #table(identity: Identity): Path | undefined {
    return this.#qualified(identity, identity.table, 'tables', 'table');
  }

  #function(identity: Identity, list: string, key: string): Path | undefined {
    return this.#qualified(identity, identity.function, list, key);
  }

  #logicalModel(identity: Identity): Path | undefined {
    return this.#inSource(identity, 'logical_models', 'name', identity.logicalModel);
  }

  #nativeQuery(identity: Identity): Path | undefined {
    return this.#inSource(identity, 'native_queries', 'root_field_name', identity.nativeQuery);
  }

  #remoteSchemaRelationship(identity: Identity): Path | undefined {
    const schema = this.#item(['remote_schemas'], 'name', identity.remoteSchema);
    const types = schema && [...schema, 'remote_relationships'];
    const type = types && this.#item(types, 'type_name', identity.typeName);
    return type && this.#item([...type, 'relationships'], 'name', identity.name);
  }

  /** The query in its collection; the collection, where that is all there is to find. */
  #query({ name, collection }: Identity): Path | undefined {
    const owner = this.#item(['query_collections'], 'name', collection ?? name);
    const query = owner && this.#item([...owner, 'definition', 'queries'], 'name', name);
    return query ?? owner;
  }

  /** Searches the source, or all of them where it is unknown: the object must be one's alone. */
  #qualified(
    { source }: Identity,
    name: QualifiedName | undefined,
    list: string,
    key: string,
  ): Path | undefined {
    if (!name) return undefined;
    const found = this.#sources(source).flatMap((owner) => {
      const path = [...owner.path, list];
      const items = this.#list(path);
      const index = items && this.#index(items, key, owner.kind).find(name);
      return index === undefined ? [] : [[...path, index]];
    });
    return found.length === 1 ? found[0] : undefined;
  }

  #inSource(
    { source }: Identity,
    list: string,
    key: string,
    name: string | undefined,
  ): Path | undefined {
    const found = this.#sources(source).flatMap((owner) => {
      const path = this.#item([...owner.path, list], key, name);
      return path ? [path] : [];
    });
    return found.length === 1 ? found[0] : undefined;
  }

  #sources(name: string | undefined): readonly { path: Path; kind: string }[] {
    const sources = this.#list(['sources']);
    // Before version 3 there is one database, and its tables stand at the top.
    if (!sources) return name === undefined || name === 'default' ? [ONLY_DATABASE] : [];
    return sources.flatMap((source, index) => {
      if (!isRecord(source) || (name !== undefined && source['name'] !== name)) return [];
      const kind = source['kind'];
      return [{ path: ['sources', index], kind: typeof kind === 'string' ? kind : 'postgres' }];
    });
  }

  #index(items: readonly unknown[], key: string, kind: string): NameIndex {
    const known = this.#indices.get(items);
    if (known) return known;
    const index = new NameIndex(items, key, kind);
    this.#indices.set(items, index);
    return index;
  }

  #item(list: Path, key: string, value: string | undefined): Path | undefined {
    if (value === undefined) return undefined;
    const items = this.#list(list) ?? [];
    const is = (item: unknown) => isRecord(item) && item[key] === value;
    const index = items.findIndex(is);
    return index < 0 || items.findLastIndex(is) !== index ? undefined : [...list, index];
  }

  #list(path: Path): readonly unknown[] | undefined {
    const value = this.#value(path);
    return Array.isArray(value) ? value : undefined;
  }

  #existing(path: Path): Path | undefined {
    return this.#value(path) === undefined ? undefined : path;
  }

  #value(path: Path): unknown {
    return path.reduce<unknown>(childOf, this.#metadata);
  }
}

const ONLY_DATABASE = { path: [], kind: 'postgres' };

function entry(owner: Path | undefined, key: string): Path | undefined {
  return owner && [...owner, key];
}
