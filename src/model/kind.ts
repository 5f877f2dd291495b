/** What a row of the table of kinds says (`kinds.ts`), and the forms that several rows share. */

/** A kind of metadata object. */
export interface Kind {
  readonly type: string;
  /** Other names that servers have for the type. */
  readonly aliases?: readonly string[];
  /** The part of an `Identity` that names such an object, also where it contains others; else `name`. */
  readonly part?: NamePart;
  /** Where objects of this kind are in the metadata. */
  readonly places: readonly Place[];
  /**
   * How the server names an object, after its type; the first form that fits counts. The first
   * part is the object's own name, the others are what contains it.
   */
  readonly names?: readonly string[];
  /** The key of the server's definition that has its own name, if it differs from the place's key. */
  readonly ownKey?: readonly string[];
  /** What people call it, if that is not the type with spaces. */
  readonly label?: string;
  /** What several are counted as, if that is not the label with an `s`. */
  readonly noun?: readonly [one: string, many: string];
  /** What its definition refers to. */
  readonly references?: readonly Reference[];
  /** A kind of which there is one in the metadata, and that all objects of this kind depend on. */
  readonly dependsOn?: string;
  /** The place among causes that affect equally many objects; those without one come last. */
  readonly rank?: number;
  /** Reached over the network, so that a reload can bring it back. */
  readonly isRemote?: true;
  /** What probably causes its inconsistency if no name in it explains it. */
  readonly probableCauses?: ProbableCauses;
  /** How to fix it, where its reason does not say more. */
  readonly fix?: string;
  /** The same, if it could not be reached and a reload may bring it back. */
  readonly fixIfUnreachable?: string;
  readonly traits?: readonly Trait[];
}

/**
 * `loss`: it holds data, or clients and other systems call it, so that its removal is shown above
 * other changes. `merged`: of two with the same key, the server keeps the last and says nothing
 * (v2.48.16).
 */
type Trait = 'loss' | 'merged';

/** Inconsistent objects of other kinds that may explain an inconsistency without being named. */
interface ProbableCauses {
  /** The likeliest first. */
  readonly types: readonly string[];
  /** The reasons that they may explain; without it, every reason. */
  readonly when?: RegExp;
  /** Whether it is ignored with its probable cause, or may have a fault of its own that counts. */
  readonly isIgnoredWithCause: boolean;
}

/** Where the objects of a kind are: under which kind of parent, and what names them there. */
export interface Place {
  /** The kind of the object that holds it; `undefined` at the top of the metadata. */
  readonly parent?: string;
  /** The keys that lead from the parent's entry to the list, to the map, or to the object itself. */
  readonly at: readonly string[];
  /** The entry of each item that names it; without one, a single object is there. */
  readonly key?: string;
  /** A map is there whose keys name the objects. */
  readonly isMap?: true;
}

/** The parts of an `Identity` that name an object or what contains it. */
export type NamePart =
  | 'name'
  | 'source'
  | 'table'
  | 'function'
  | 'remoteSchema'
  | 'typeName'
  | 'action'
  | 'collection'
  | 'logicalModel'
  | 'nativeQuery';

/**
 * What a definition refers to: an object of the kind `to`, whose parts are at these paths. A path is
 * keys with dots between them.
 */
export interface Reference {
  readonly to: string;
  /** The path of lists whose every item has such a reference; without one, the definition itself. */
  readonly each?: string;
  /** A part without a path is the referring object's own, or of the source `default`. */
  readonly parts: Readonly<Partial<Record<NamePart, string>>>;
}

/** The place of objects in a list at the top of the metadata, or of the only one at a key. */
export const top = (list: string, key?: string): readonly Place[] => [
  { at: [list], ...(key !== undefined && { key }) },
];
/** The place of objects in a list of their parent. */
export function of(parent: string, list: string, key: string): Place {
  return { parent, at: [list], key };
}

/** How the server names what is in a source, in a table, and in a logical model or a native query. */
export const IN_SOURCE = ['{name} in source {source}'];
export const IN_TABLE = ['{name} in table {table} in source {source}'];
export const IN_LOGICAL_MODEL = [
  '{name} in logical_model {logicalModel} in source {source}',
  '{name} in native_query {nativeQuery} in source {source}',
];

/** A relationship to a table or to a native query of the same source. */
export const relationship = (type: string, alias: string, label: string): Kind => ({
  type,
  aliases: [alias],
  places: ['table', 'native_query'].map((parent) =>
    of(parent, `${label.replace(' ', '_')}s`, 'name'),
  ),
  names: [...IN_TABLE, '{name} in {nativeQuery}'],
  label,
  noun: ['relationship', 'relationships'],
  references: [
    { to: 'table', parts: { table: 'using.foreign_key_constraint_on.table' } },
    { to: 'table', parts: { table: 'using.manual_configuration.remote_table' } },
    { to: 'native_query', parts: { name: 'using.manual_configuration.remote_native_query' } },
  ],
  fix: 'Check that the table and the columns that the relationship uses exist, and that the table is tracked.',
  traits: ['loss'],
});

/** A relationship to another source or to a remote schema. */
export const remoteRelationship = (type: string, place: Place, names: readonly string[]): Kind => ({
  type,
  places: [place],
  names,
  label: 'remote relationship',
  noun: ['relationship', 'relationships'],
  references: [
    {
      to: 'table',
      parts: { table: 'definition.to_source.table', source: 'definition.to_source.source' },
    },
    { to: 'source', parts: { source: 'definition.to_source.source' } },
    { to: 'remote_schema', parts: { remoteSchema: 'definition.to_remote_schema.remote_schema' } },
    // The form of the command create_remote_relationship, which v2 still accepts and stores.
    { to: 'remote_schema', parts: { remoteSchema: 'definition.remote_schema' } },
  ],
  fix: 'Check that the target of the relationship exists and has the fields that the relationship uses.',
  traits: ['loss'],
});

/**
 * The scalars of a database, such as `uuid`, are types that actions may use: the server takes them
 * from the sources that it reaches (`resolveCustomTypes` in `Hasura.RQL.DDL.CustomTypes`). But the
 * name may just as well be wrong: the server says the same of both.
 */
export const SCALARS_OF_SOURCES: ProbableCauses = {
  types: ['source'],
  when: /\bthe type\b.*\b(?:does not exist|is not defined|is not an object or scalar)/,
  isIgnoredWithCause: false,
};

/** The query of a REST endpoint. */
export const QUERY: Reference = {
  to: 'query_collections',
  parts: { name: 'definition.query.query_name', collection: 'definition.query.collection_name' },
};

/** What all permissions have in common. */
export const PERMISSION = {
  label: 'permission of role',
  noun: ['permission', 'permissions'],
  fix: 'Correct the permission: every column, relationship and field in it has to exist.',
} as const;

/** The permission of a role for an operation on tables, and on what is at the other places. */
export const permission = (operation: string, ...otherPlaces: readonly Place[]): Kind => ({
  ...PERMISSION,
  type: `${operation}_permission`,
  places: [of('table', `${operation}_permissions`, 'role'), ...otherPlaces],
  names: [...IN_TABLE, ...IN_LOGICAL_MODEL],
  label: `${operation} permission`,
});

/** The permission of a role for the whole of another object. */
export const permissionOf = (parent: string, names: readonly string[]): Kind => ({
  ...PERMISSION,
  type: `${parent}_permission`,
  places: [of(parent, 'permissions', 'role')],
  names,
});
