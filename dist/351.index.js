export const id = 351;
export const ids = [351];
export const modules = {

/***/ 9351:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loadProject: () => (/* binding */ loadProject)
});

// UNUSED EXPORTS: ProjectError

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./src/project/error.ts
/**
 * A project that cannot be read. The message says where, what is wrong and what to do about it;
 * the location is there wherever the fault lies in a file of the repository.
 */
class ProjectError extends Error {
    location;
    constructor(message, location, options) {
        super(location ? `${placeOf(location)}: ${message}` : message, options);
        this.name = 'ProjectError';
        if (location)
            this.location = location;
    }
}
/** A place as compilers write it, `metadata/actions.yaml:3:5`. */
function placeOf(location) {
    return `${location.file}:${location.line}:${location.column}`;
}

;// CONCATENATED MODULE: ./src/project/format.ts
/** A text that does not parse, and the character at which that shows, counted from 0. */
class SyntaxProblem extends Error {
    offset;
    constructor(message, offset) {
        super(message);
        this.offset = offset;
    }
}
/** The value of a node that has the tag `!include`. */
class IncludeTag {
    path;
    constructor(path) {
        this.path = path;
    }
}

;// CONCATENATED MODULE: ./src/project/layout.ts
const list = (file, key) => ({ file, key, shape: 'list' });
const map = (file, key) => ({ file, key, shape: 'map' });
/** Where the actions stand: the one says how they are called, the other how they are answered. */
const ACTIONS_SDL = 'actions.graphql';
const ACTIONS_YAML = 'actions.yaml';
/** The metadata's own version, in config v3. */
const VERSION_YAML = 'version.yaml';
const COMMON = [
    list('remote_schemas.yaml', 'remote_schemas'),
    list('query_collections.yaml', 'query_collections'),
    list('allow_list.yaml', 'allowlist'),
    list('cron_triggers.yaml', 'cron_triggers'),
    map('network.yaml', 'network'),
];
/**
 * The files of a metadata directory by the version of the project's config. Version 2 knows one
 * database and no sources; the CLI sends nothing else of it.
 */
const METADATA_FILES = {
    2: [list('tables.yaml', 'tables'), list('functions.yaml', 'functions'), ...COMMON],
    3: [
        list('databases/databases.yaml', 'sources'),
        ...COMMON,
        list('rest_endpoints.yaml', 'rest_endpoints'),
        list('inherited_roles.yaml', 'inherited_roles'),
        map('api_limits.yaml', 'api_limits'),
        map('graphql_schema_introspection.yaml', 'graphql_schema_introspection'),
        map('metrics_config.yaml', 'metrics_config'),
        map('opentelemetry.yaml', 'opentelemetry'),
        map('backend_configs.yaml', 'backend_configs'),
    ],
};
/** What tells a metadata directory from any other. */
const SIGNS_OF_METADATA = [
    VERSION_YAML,
    'databases',
    ACTIONS_YAML,
    ACTIONS_SDL,
    ...METADATA_FILES[3].map(({ file }) => file),
    ...METADATA_FILES[2].map(({ file }) => file),
];

;// CONCATENATED MODULE: ./src/project/narrow.ts
/** Whether a value is a map, as YAML and JSON have them: neither a list nor nothing. */
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./src/project/sdl.ts

/** The four lists of `custom_types`. */
const CUSTOM_TYPE_LISTS = ['scalars', 'enums', 'input_objects', 'objects'];
/** Reads the SDL of a project's actions; throws a `SyntaxProblem` for what Hasura has no place for. */
async function readSdl(text) {
    // An empty file is what the CLI begins with, and no document to a GraphQL parser.
    if (text.replace(/#.*|[\s,]/g, '') === '')
        return new SdlReader([]);
    return new SdlReader(await parse(text));
}
async function parse(text) {
    const { parse: parseGraphql } = await __webpack_require__.e(/* import() */ 929).then(__webpack_require__.bind(__webpack_require__, 4929));
    try {
        return parseGraphql(text).definitions;
    }
    catch (cause) {
        const { message, positions } = cause;
        if (cause instanceof RangeError)
            throw new SyntaxProblem('it nests too deeply', 0);
        if (positions === undefined)
            throw cause;
        throw new SyntaxProblem(message.replace(/^Syntax Error: |\.$/g, ''), positions[0] ?? 0);
    }
}
const OPERATIONS = {
    Query: 'query',
    Mutation: 'mutation',
};
function operationOf(definition) {
    const isObject = definition.kind === 'ObjectTypeDefinition' || definition.kind === 'ObjectTypeExtension';
    return isObject ? OPERATIONS[definition.name.value] : undefined;
}
class SdlReader {
    actions;
    types;
    offsets = new Map();
    constructor(definitions) {
        const isType = (definition) => operationOf(definition) === undefined;
        this.actions = definitions.flatMap((definition) => this.#actions(definition));
        this.types = definitions.filter(isType).map((definition) => this.#type(definition));
    }
    #actions(definition) {
        const type = operationOf(definition);
        if (!type || !('fields' in definition))
            return [];
        const fields = (definition.fields ?? []);
        return fields.map((field) => ({
            name: field.name.value,
            definition: {
                type,
                arguments: this.#fields(field.arguments),
                output_type: printed(field.type),
            },
            offset: offsetOf(field.name),
        }));
    }
    #type(definition) {
        switch (definition.kind) {
            case 'ScalarTypeDefinition':
                return custom('scalars', definition, {});
            case 'EnumTypeDefinition':
                return custom('enums', definition, { values: this.#values(definition.values) });
            case 'InputObjectTypeDefinition':
                return custom('input_objects', definition, { fields: this.#fields(definition.fields) });
            case 'ObjectTypeDefinition':
                return custom('objects', definition, { fields: this.#fields(definition.fields) });
            default:
                throw new SyntaxProblem(`${described(definition)} has no place in Hasura's actions, which know scalars, enums, inputs and types only`, offsetOf(definition));
        }
    }
    #fields(nodes = []) {
        return nodes.map((node) => this.#noted(node, {
            name: node.name.value,
            type: printed(node.type),
            description: descriptionOf(node),
        }));
    }
    #values(nodes = []) {
        return nodes.map((node) => this.#noted(node, { value: node.name.value, description: descriptionOf(node) }));
    }
    #noted(node, made) {
        this.offsets.set(made, offsetOf(node.name));
        return made;
    }
}
function custom(list, node, parts) {
    const description = descriptionOf(node);
    const definition = {
        name: node.name.value,
        ...(description === null ? {} : { description }),
        ...parts,
    };
    return { list, definition, offset: offsetOf(node.name) };
}
function described(definition) {
    const words = definition.kind.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    const name = 'name' in definition ? definition.name?.value : undefined;
    return name === undefined ? `A ${words.toLowerCase()}` : `${words} ${name}`;
}
function descriptionOf({ description }) {
    return description ? description.value.trim() : null;
}
function printed(type) {
    if (type.kind === 'NamedType')
        return type.name.value;
    return type.kind === 'ListType' ? `[${printed(type.type)}]` : `${printed(type.type)}!`;
}
function offsetOf(node) {
    return node.loc?.start ?? 0;
}

;// CONCATENATED MODULE: ./src/project/actions.ts






/** What the SDL alone decides about an action, whatever the YAML says. */
const OF_THE_SDL = ['type', 'arguments', 'output_type'];
/**
 * Makes `actions` and `custom_types` of `actions.graphql`, which says how actions are called, with
 * `actions.yaml` laid over it by name, which says how they are answered. A project that lacks one
 * of the two files has no actions.
 */
async function buildActions(directory, yaml, documents, origins) {
    const path = (0,external_node_path_.join)(directory, ACTIONS_SDL);
    documents.files.realPath(path);
    const sdl = await readActionsSdl(path, documents);
    for (const [node, offset] of sdl.offsets)
        origins.note(node, { path, offset });
    return new ActionsMerge(directory, yaml, sdl, documents, origins).all();
}
async function readActionsSdl(path, { files }) {
    const text = files.read(path);
    try {
        return await readSdl(text);
    }
    catch (cause) {
        if (!(cause instanceof SyntaxProblem))
            throw cause;
        const message = `This file does not parse: ${cause.message}.`;
        throw new ProjectError(message, files.place(path, text, cause.offset), { cause });
    }
}
class ActionsMerge {
    #path;
    #sdlPath;
    #yaml;
    #sdl;
    #documents;
    #origins;
    constructor(directory, yaml, sdl, documents, origins) {
        this.#path = (0,external_node_path_.join)(directory, ACTIONS_YAML);
        this.#sdlPath = (0,external_node_path_.join)(directory, ACTIONS_SDL);
        this.#yaml = yaml;
        this.#sdl = sdl;
        this.#documents = documents;
        this.#origins = origins;
    }
    all() {
        const metadata = {};
        const actions = this.#actions();
        if (actions.length > 0)
            metadata['actions'] = actions;
        const types = this.#types();
        if (types)
            metadata['custom_types'] = types;
        return metadata;
    }
    #actions() {
        const overlays = this.#overlays(this.#yaml['actions'], ['actions']);
        const known = new Map();
        for (const action of this.#sdl.actions) {
            if (known.has(action.name)) {
                throw new ProjectError(`The action ${quoted(action.name)} stands twice in this file. Names of actions are unique, in Query and Mutation together.`, this.#documents.placeOf(this.#spot(action.offset)));
            }
            known.set(action.name, action);
        }
        for (const [name, { at }] of overlays) {
            if (known.has(name))
                continue;
            const remedy = `Add its field to Query or Mutation there, or take it out of ${ACTIONS_YAML}.`;
            throw this.#error(at, `The action ${quoted(name)} is not in ${ACTIONS_SDL}. ${remedy}`);
        }
        return this.#sdl.actions.map((action) => this.#action(action, overlays.get(action.name)));
    }
    #action(action, overlay) {
        const spot = this.#spot(action.offset);
        if (!overlay) {
            const { type, arguments: args, output_type } = action.definition;
            const definition = { kind: '', handler: '', type, arguments: args, output_type };
            const alone = { name: action.name, definition };
            this.#origins.note(alone, spot);
            return alone;
        }
        const answered = overlay.fields['definition'] ?? {};
        if (!isRecord(answered)) {
            throw this.#error([...overlay.at, 'definition'], 'A map belongs here, the definition of an action.');
        }
        const definition = { kind: '', handler: '', ...answered };
        for (const key of OF_THE_SDL)
            definition[key] = action.definition[key];
        const whole = { ...overlay.fields, definition };
        this.#note(whole, overlay.at, spot);
        this.#note(definition, [...overlay.at, 'definition'], spot);
        return whole;
    }
    #types() {
        const written = this.#yaml['custom_types'] ?? {};
        if (!isRecord(written)) {
            throw this.#error(['custom_types'], 'A map belongs here, the lists of custom types.');
        }
        const types = {};
        for (const list of CUSTOM_TYPE_LISTS) {
            const overlays = this.#overlays(written[list], ['custom_types', list]);
            const own = this.#sdl.types.filter((type) => type.list === list);
            for (const [name, { at }] of overlays) {
                if (own.some((type) => type.definition.name === name))
                    continue;
                throw this.#error(at, `The custom type ${quoted(name)} is not among the ${list} of ${ACTIONS_SDL}.`);
            }
            types[list] = own.map((type) => this.#type(type, overlays.get(type.definition.name)));
        }
        const first = this.#sdl.types[0];
        if (!first)
            return undefined;
        this.#origins.note(types, this.#spot(first.offset));
        return types;
    }
    #type(type, overlay) {
        const spot = this.#spot(type.offset);
        if (!overlay) {
            const alone = { ...type.definition };
            this.#origins.note(alone, spot);
            return alone;
        }
        const { description: _, ...rest } = type.definition;
        const whole = { ...rest };
        for (const key of ['description', 'relationships']) {
            const value = overlay.fields[key];
            if (value !== undefined && value !== null)
                whole[key] = value;
        }
        this.#note(whole, overlay.at, spot);
        return whole;
    }
    #overlays(value, at) {
        const overlays = new Map();
        if (value === undefined || value === null)
            return overlays;
        if (!Array.isArray(value))
            throw this.#error(at, 'A list belongs here.');
        for (const [index, fields] of value.entries()) {
            const item = [...at, index];
            const name = isRecord(fields) ? fields['name'] : undefined;
            if (!isRecord(fields) || typeof name !== 'string') {
                throw this.#error(item, 'A map with a name belongs here.');
            }
            if (overlays.has(name))
                throw this.#error(item, `${quoted(name)} stands twice in this list.`);
            overlays.set(name, { fields, at: item });
        }
        return overlays;
    }
    #note(node, at, besides) {
        this.#origins.note(node, { path: this.#path, at, besides });
    }
    #spot(offset) {
        return { path: this.#sdlPath, offset };
    }
    #error(at, message) {
        return new ProjectError(message, this.#documents.locate(this.#path, at));
    }
}
function quoted(name) {
    return JSON.stringify(name);
}

;// CONCATENATED MODULE: ./src/project/include.ts



const INCLUDE = '!include ';
/** Puts files in the place of the nodes that include them, at every depth. */
class Includes {
    #documents;
    #origins;
    #taken = new Map();
    /** The files that are being taken in, outermost first: each includes the next. */
    #chain = [];
    #shared = false;
    constructor(documents, origins) {
        this.#documents = documents;
        this.#origins = origins;
    }
    /** Whether some file was taken in more than once. */
    get shared() {
        return this.#shared;
    }
    /**
     * Resolves the includes of a document, below those of its nodes that `where` names by their last
     * key; in the files that are included they may stand anywhere.
     */
    resolve(document, where) {
        if (!document.includes)
            return document.value;
        this.#chain.push({
            path: document.path,
            real: this.#documents.files.realPath(document.path),
        });
        const value = this.#walk(document, document.value, [], where, new Set());
        this.#chain.pop();
        return value;
    }
    #walk(document, node, path, where, seen) {
        const wanted = includedPath(node);
        if (wanted !== undefined && where(path))
            return this.#take(document, path, wanted);
        if (node instanceof IncludeTag) {
            throw this.#error(document, path, 'Includes are followed in the tables and functions of a source, and in the files that these include: not here.');
        }
        // Aliases lead to one object from several places: once is enough, and a cycle ends here.
        if (typeof node !== 'object' || node === null || seen.has(node))
            return node;
        seen.add(node);
        const children = node;
        for (const key of Object.keys(children)) {
            const step = Array.isArray(node) ? Number(key) : key;
            const child = children[key];
            const value = this.#walk(document, child, [...path, step], where, seen);
            if (value !== child)
                replace(children, key, value);
        }
        return node;
    }
    #take(document, path, wanted) {
        const target = (0,external_node_path_.join)((0,external_node_path_.dirname)(document.path), wanted);
        if (this.#taken.has(target)) {
            this.#shared = true;
            return this.#taken.get(target);
        }
        const value = this.#read(document, path, target);
        this.#taken.set(target, value);
        return value;
    }
    #read(document, path, target) {
        const { files } = this.#documents;
        let real;
        try {
            real = files.realPath(target);
        }
        catch (cause) {
            if (!(cause instanceof ProjectError))
                throw cause;
            throw this.#error(document, path, `This include cannot be followed. ${cause.message}`, cause);
        }
        this.#assertNoCycle(document, path, target, real);
        if ((0,external_node_path_.extname)(target) !== '.yaml')
            return files.read(target);
        const included = this.#documents.open(target);
        if (included.value === undefined || included.value === null) {
            throw this.#error(document, path, `${files.nameOf(target)}, which is included here, is empty. Where nothing is meant, write [] into it.`);
        }
        this.#origins.note(included.value, { path: target, at: [] });
        return this.resolve(included, () => true);
    }
    #assertNoCycle(document, path, target, real) {
        const start = this.#chain.findIndex((link) => link.real === real);
        if (start < 0)
            return;
        const links = [...this.#chain.slice(start).map((link) => link.path), target];
        const chain = links.map((link) => this.#documents.files.nameOf(link)).join(' → ');
        throw this.#error(document, path, `These files include each other without end: ${chain}.`);
    }
    #error(document, path, message, cause) {
        const location = this.#documents.locate(document.path, path);
        return new ProjectError(message, location, { cause });
    }
}
/** What a node includes: by its tag, or as the CLI's export writes it, by a string's beginning. */
function includedPath(node) {
    if (node instanceof IncludeTag)
        return unquoted(node.path);
    if (typeof node !== 'string' || !node.startsWith(INCLUDE))
        return undefined;
    return unquoted(node.slice(INCLUDE.length));
}
function unquoted(path) {
    return path.trim().replace(/^"(.*)"$/s, '$1');
}
function replace(children, key, value) {
    // Not an assignment, which the key `__proto__` would turn into something else.
    Object.defineProperty(children, key, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
    });
}

;// CONCATENATED MODULE: ./src/project/size.ts

/** Characters of JSON that metadata may grow to where its parts repeat, by anchors or includes. */
const REPEATED_SIZE_MAX = 100_000_000;
/**
 * An error when metadata would fill memory once it is written out: an anchor's node is held once,
 * and written wherever an alias means it, so that a few lines may stand for billions.
 */
function assertFiniteSize(metadata, location) {
    const sizes = new Map();
    const size = (node) => {
        if (typeof node === 'string')
            return node.length + 3;
        if (typeof node !== 'object' || node === null)
            return 6;
        const known = sizes.get(node);
        if (known !== undefined)
            return known;
        // A node met again before it has a size lies within itself.
        sizes.set(node, Number.POSITIVE_INFINITY);
        let sum = 2;
        for (const [key, child] of Object.entries(node))
            sum += key.length + 4 + size(child);
        sizes.set(node, sum);
        return sum;
    };
    if (size(metadata) <= REPEATED_SIZE_MAX)
        return;
    throw new ProjectError(`Written out, this metadata would have more than ${REPEATED_SIZE_MAX} characters, or no end: its anchors and includes repeat too much of it.`, location);
}

;// CONCATENATED MODULE: ./src/project/build.ts







/** Makes the metadata of what was found, all of it or none: whatever cannot be read is an error. */
async function buildMetadata(found, documents, origins) {
    const metadata = found.kind === 'file'
        ? ofFile(found.path, documents, origins)
        : await ofDirectory(found.path, found.version, documents, origins);
    checkVersion(metadata, origins, documents);
    if (Object.entries(metadata).every(isEmptyOrVersion)) {
        throw new ProjectError(`${documents.files.nameOf(found.path)} holds no metadata at all. Applying it would take everything off the server, so that it is not done. Has it been checked out, or exported, in full?`);
    }
    return metadata;
}
function ofFile(path, documents, origins) {
    const document = openInside(path, documents);
    const value = new Includes(documents, origins).resolve(document, nowhere);
    if (value === undefined || value === null) {
        throw new ProjectError(`${documents.files.nameOf(path)} is empty, where metadata is to be.`);
    }
    if (!isRecord(value))
        throw misshapen(document, [], 'A map belongs here, metadata', documents);
    // The answer to export_metadata in version 2 wraps the metadata up.
    const wrapped = 'metadata' in value && !('version' in value);
    const inner = wrapped ? value['metadata'] : value;
    const at = wrapped ? ['metadata'] : [];
    if (!isRecord(inner))
        throw misshapen(document, at, 'A map belongs here, metadata', documents);
    origins.note(inner, { path, at });
    return inner;
}
async function ofDirectory(directory, version, documents, origins) {
    const metadata = {};
    const includes = new Includes(documents, origins);
    const at = (file) => (0,external_node_path_.join)(directory, file);
    const read = (file) => {
        if (!documents.files.exists(at(file.file)))
            return undefined;
        const document = openInside(at(file.file), documents);
        const value = includes.resolve(document, placesOfIncludes(file.key));
        return shaped(value, file, document, documents);
    };
    const number = version === 2 ? 2 : read({ file: VERSION_YAML, key: 'version', shape: 'map' });
    if (isRecord(number)) {
        metadata['version'] = number['version'];
        origins.note(metadata, { path: at(VERSION_YAML), at: [], only: 'version' });
    }
    else if (number !== undefined)
        metadata['version'] = number;
    for (const file of METADATA_FILES[version]) {
        const value = read(file);
        if (value === undefined)
            continue;
        metadata[file.key] = value;
        origins.note(value, { path: at(file.file), at: [] });
    }
    if ([ACTIONS_SDL, ACTIONS_YAML].every((file) => documents.files.exists(at(file)))) {
        const yaml = read({ file: ACTIONS_YAML, key: 'actions', shape: 'map' }) ?? {};
        if (isRecord(yaml)) {
            Object.assign(metadata, await buildActions(directory, yaml, documents, origins));
        }
    }
    if (includes.shared)
        assertFiniteSize(metadata, undefined);
    return metadata;
}
function isEmptyOrVersion([key, value]) {
    return key === 'version' || value === null || (Array.isArray(value) && value.length === 0);
}
function openInside(path, documents) {
    documents.files.realPath(path);
    return documents.open(path);
}
const nowhere = () => false;
/** Where a file may include others: in a source's tables and functions. */
function placesOfIncludes(key) {
    if (key === 'tables' || key === 'functions')
        return () => true;
    if (key !== 'sources')
        return nowhere;
    return (path) => path[1] === 'tables' || path[1] === 'functions';
}
/** A file's value, `undefined` when it is empty; an error when it is of the wrong shape. */
function shaped(value, file, document, documents) {
    if (value === undefined || value === null)
        return undefined;
    if (Array.isArray(value) && value.length === 0)
        return undefined;
    if (file.shape === 'list' ? Array.isArray(value) : isRecord(value))
        return value;
    const found = Array.isArray(value) ? 'a list' : isRecord(value) ? 'a map' : 'a single value';
    const wanted = file.shape === 'list' ? 'a list' : 'a map';
    const what = `This is ${found}, where ${wanted} belongs, the ${file.key} of the metadata`;
    throw misshapen(document, [], what, documents);
}
function misshapen(document, at, what, documents) {
    return new ProjectError(`${what}.`, documents.locate(document.path, at));
}
/**
 * The server takes metadata without a version for version 1, of which it ignores the sources and
 * drops every database but one: whoever has sources means version 3.
 */
function checkVersion(metadata, origins, documents) {
    if (!('sources' in metadata))
        return;
    const version = metadata['version'] ?? 3;
    if (version !== 3) {
        throw new ProjectError(`Metadata with sources has version 3, and this says ${JSON.stringify(version)}: the server would ignore the sources.`, origins.locate(metadata, ['version'], documents, false));
    }
    metadata['version'] = 3;
}

;// CONCATENATED MODULE: ./src/project/json.ts

/** Levels that a JSON document may nest, as many as the YAML parser allows. */
const DEPTH_MAX = 100;
/**
 * JSON, read by the engine's own parser. Where that fails, or may have changed a number, and where
 * positions are wanted, a slower one of our own reads the text again.
 */
const json = {
    parse(text) {
        if (text.trim() === '')
            return undefined;
        let value;
        try {
            value = JSON.parse(text);
        }
        catch (cause) {
            new JsonReader(text).document();
            throw cause;
        }
        if (MAYBE_UNFIT_NUMBER.test(text) || isDeep(value))
            new JsonReader(text).document();
        return value;
    },
    positions: (text) => (text.trim() === '' ? undefined : new JsonReader(text).document()),
};
/** Sixteen digits in a row, or an exponent: outside a string, JavaScript may not hold it. */
const MAYBE_UNFIT_NUMBER = /[:[,\s]-?(?:\d{16}|\d[\d.]*[eE]\+?\d{3})/;
function isDeep(value) {
    const pending = [[value, 0]];
    for (let next = pending.pop(); next; next = pending.pop()) {
        const [node, depth] = next;
        if (depth > DEPTH_MAX)
            return true;
        if (typeof node !== 'object' || node === null)
            continue;
        for (const each of Object.values(node)) {
            if (typeof each === 'object' && each !== null)
                pending.push([each, depth + 1]);
        }
    }
    return false;
}
/** A strict JSON parser that keeps positions only, and says where a text fails. */
class JsonReader {
    #text;
    #at = 0;
    constructor(text) {
        this.#text = text;
    }
    document() {
        const node = this.#value(0);
        this.#space();
        if (this.#at < this.#text.length)
            throw this.#unexpected('the end of the file');
        return node;
    }
    #value(depth) {
        this.#space();
        const offset = this.#at;
        if (depth > DEPTH_MAX) {
            throw new SyntaxProblem(`this nests deeper than ${DEPTH_MAX} levels`, offset);
        }
        switch (this.#text[offset]) {
            case '{':
                return { offset, entries: this.#entries(depth) };
            case '[':
                return { offset, items: this.#items(depth) };
            case '"':
                this.#string();
                return { offset };
            default:
                this.#literal();
                return { offset };
        }
    }
    #entries(depth) {
        const entries = new Map();
        this.#at++;
        if (this.#skip('}'))
            return entries;
        do {
            this.#space();
            const offset = this.#at;
            if (this.#text[offset] !== '"')
                throw this.#unexpected('a key in double quotes');
            const key = this.#string();
            if (!this.#skip(':'))
                throw this.#unexpected('a colon');
            entries.set(key, { offset, value: this.#value(depth + 1) });
        } while (this.#skip(','));
        if (!this.#skip('}'))
            throw this.#unexpected('a comma or }');
        return entries;
    }
    #items(depth) {
        const items = [];
        this.#at++;
        if (this.#skip(']'))
            return items;
        do
            items.push(this.#value(depth + 1));
        while (this.#skip(','));
        if (!this.#skip(']'))
            throw this.#unexpected('a comma or ]');
        return items;
    }
    #string() {
        const start = this.#at;
        let end = start;
        do {
            end = this.#text.indexOf('"', end + 1);
            if (end < 0)
                throw new SyntaxProblem('this string does not end', start);
        } while (this.#escaped(end));
        this.#at = end + 1;
        try {
            return JSON.parse(this.#text.slice(start, end + 1));
        }
        catch (cause) {
            const why = cause instanceof Error ? cause.message : String(cause);
            throw new SyntaxProblem(`this string is not JSON: ${why}`, start);
        }
    }
    #escaped(quote) {
        let start = quote;
        while (this.#text[start - 1] === '\\')
            start--;
        return (quote - start) % 2 === 1;
    }
    #literal() {
        const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.])/y;
        literal.lastIndex = this.#at;
        const [word] = literal.exec(this.#text) ?? [];
        if (word === undefined)
            throw this.#unexpected('a value');
        const number = Number(word);
        const whole = /^-?\d+$/.test(word);
        if (whole ? !Number.isSafeInteger(number) : number === Infinity || number === -Infinity) {
            throw new SyntaxProblem(`the number ${word} cannot be sent exactly: write it in quotes`, this.#at);
        }
        this.#at += word.length;
    }
    #skip(character) {
        this.#space();
        if (this.#text[this.#at] !== character)
            return false;
        this.#at++;
        return true;
    }
    #space() {
        const space = /[ \t\r\n]*/y;
        space.lastIndex = this.#at;
        space.exec(this.#text);
        this.#at = space.lastIndex;
    }
    #unexpected(wanted) {
        const found = this.#text[this.#at];
        const what = found === undefined ? 'the file ends' : `${JSON.stringify(found)} stands`;
        return new SyntaxProblem(`${what} here, where ${wanted} is wanted`, this.#at);
    }
}

;// CONCATENATED MODULE: ./src/project/positions.ts
/**
 * Follows a path as far as it exists. A map's entry is where its key stands, since that is what one
 * looks for; a list's item is where the item itself begins.
 */
function follow(root, path) {
    let node = root;
    let offset = root.offset;
    for (const [depth, step] of path.entries()) {
        const next = child(node, step);
        if (!next)
            return { offset, depth };
        offset = next.offset;
        node = next.value;
    }
    return { offset, depth: path.length };
}
function child(node, step) {
    const real = node.target ?? node;
    const item = typeof step === 'number' ? real.items?.[step] : undefined;
    if (item)
        return { offset: item.offset, value: item };
    const own = real.entries?.get(String(step));
    if (own)
        return own;
    for (const source of real.merged ?? []) {
        const found = child(source, step);
        if (found)
            return found;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/project/documents.ts






const NO_POSITIONS = { text: '', root: undefined };
/** Parses a project's files, and finds the line of a node once that is asked for. */
class Documents {
    files;
    #yaml;
    #positions = new Map();
    /** Takes the YAML format unless the project is one JSON file, which can do without. */
    constructor(files, yaml) {
        this.files = files;
        this.#yaml = yaml;
    }
    /** Reads a file that the caller has found to be there; an error when it does not parse. */
    open(path) {
        const text = this.files.read(path);
        try {
            const value = this.#format(path).parse(text);
            // Only what has anchors can be larger than its file.
            if (text.includes('&'))
                assertFiniteSize(value, this.files.place(path, text, 0));
            return { path, value, includes: text.includes('!include') };
        }
        catch (cause) {
            if (!(cause instanceof SyntaxProblem))
                throw cause;
            throw new ProjectError(`This file does not parse: ${cause.message}.`, this.files.place(path, text, cause.offset), { cause });
        }
    }
    /** Where a path leads in a file, or the deepest node that exists on it. */
    locate(path, way) {
        return this.reach(path, way)?.location;
    }
    /** The same, and how many of the path's steps exist. */
    reach(path, way) {
        const { text, root } = this.#parsed(path);
        if (!root)
            return undefined;
        const reached = follow(root, way);
        return { ...reached, location: this.files.place(path, text, reached.offset) };
    }
    /** Where a character of a file stands that is not YAML. */
    placeOf({ path, offset }) {
        if (!this.files.exists(path))
            return undefined;
        return this.files.place(path, this.files.read(path), offset);
    }
    #parsed(path) {
        const known = this.#positions.get(path);
        if (known)
            return known;
        const parsed = this.#parse(path);
        this.#positions.set(path, parsed);
        return parsed;
    }
    #parse(path) {
        try {
            const text = this.files.read(path);
            return { text, root: this.#format(path).positions(text) };
        }
        catch (cause) {
            // A file that has gone or changed since it was built has no lines to point at.
            if (cause instanceof ProjectError || cause instanceof SyntaxProblem)
                return NO_POSITIONS;
            throw cause;
        }
    }
    #format(path) {
        if ((0,external_node_path_.extname)(path).toLowerCase() === '.json')
            return json;
        if (this.#yaml)
            return this.#yaml;
        throw new ProjectError(`${this.files.nameOf(path)} is not JSON, which this project is made of.`);
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./src/project/files.ts



/** As much as one file may hold: V8 has no strings over 512 MiB, and no server takes as much. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;
/**
 * The files of one project: reads them as text, keeps to the project's directories, and names them
 * as the repository does. All reading is synchronous, since for thousands of small files promises
 * cost several times what the reading itself does.
 */
class ProjectFiles {
    #root;
    #territory = [];
    #realDirectories = new Map();
    /** Takes the repository's root, free of symbolic links. */
    constructor(root) {
        this.#root = root;
    }
    /** Lets files below a directory be read. */
    admit(directory) {
        this.#territory.push(external_node_fs_.realpathSync.native(directory));
    }
    /** Whether there is such a file, be it a link to nowhere: what stands there is not passed over. */
    exists(path) {
        return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false }) !== undefined;
    }
    /** A file's path free of symbolic links; an error when that leads out of the project. */
    realPath(path) {
        const stats = (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
        if (!stats)
            throw new ProjectError(`There is no file ${this.nameOf(path)}.`);
        const link = stats.isSymbolicLink();
        const real = link ? this.#follow(path) : (0,external_node_path_.join)(this.#realDirectory(path), (0,external_node_path_.basename)(path));
        if (!this.#territory.some((directory) => isWithin(directory, real))) {
            const way = link ? 'is a symbolic link that leads' : 'leads';
            throw new ProjectError(`${this.nameOf(path)} ${way} out of the project, to ${this.nameOf(real)}. Only files of the project are read: copy it there.`);
        }
        const target = link ? (0,external_node_fs_.statSync)(real) : stats;
        if (!target.isFile()) {
            const kind = target.isDirectory() ? 'a directory' : 'no regular file';
            throw new ProjectError(`${this.nameOf(path)} is ${kind}, where a file is wanted.`);
        }
        if (target.size > FILE_BYTES_MAX) {
            throw new ProjectError(`${this.nameOf(path)} has ${target.size} bytes, more than the ${FILE_BYTES_MAX} that are read at most.`);
        }
        return real;
    }
    /** A file's content, without a byte order mark; an error when it is not UTF-8. */
    read(path) {
        const text = this.#content(path);
        if (text.includes('\uFFFD'))
            this.#assertUtf8(path, text);
        return text.startsWith('\uFEFF') ? text.slice(1) : text;
    }
    /** A path as annotations want it: relative to the repository's root, with `/`. */
    nameOf(path) {
        const name = (0,external_node_path_.relative)(this.#root, this.#realName(path));
        if (name === '')
            return '.';
        return external_node_path_.sep === '/' ? name : name.split(external_node_path_.sep).join('/');
    }
    /** The place of a character, counted from 0, in a file whose text is at hand. */
    place(path, text, offset) {
        const start = Math.min(offset, text.length);
        let line = 1;
        let lineStart = 0;
        for (const lineBreak of text.slice(0, start).matchAll(/\r\n?|\n/g)) {
            line++;
            lineStart = lineBreak.index + lineBreak[0].length;
        }
        return { file: this.nameOf(path), line, column: start - lineStart + 1 };
    }
    /** The name keeps the link that the repository holds, under a directory free of links. */
    #realName(path) {
        if (path === this.#root)
            return path;
        try {
            return (0,external_node_path_.join)(this.#realDirectory(path), (0,external_node_path_.basename)(path));
        }
        catch {
            return path;
        }
    }
    #realDirectory(path) {
        const directory = (0,external_node_path_.dirname)(path);
        const known = this.#realDirectories.get(directory);
        if (known !== undefined)
            return known;
        const real = external_node_fs_.realpathSync.native(directory);
        this.#realDirectories.set(directory, real);
        return real;
    }
    #content(path) {
        try {
            return (0,external_node_fs_.readFileSync)(path, 'utf8');
        }
        catch (cause) {
            const why = cause instanceof Error ? cause.message : String(cause);
            throw new ProjectError(`${this.nameOf(path)} cannot be read: ${why}.`, undefined, { cause });
        }
    }
    #follow(path) {
        try {
            return external_node_fs_.realpathSync.native(path);
        }
        catch (cause) {
            throw new ProjectError(`${this.nameOf(path)} is a symbolic link to nowhere.`, undefined, {
                cause,
            });
        }
    }
    #assertUtf8(path, text) {
        const bytes = (0,external_node_fs_.readFileSync)(path);
        const read = Buffer.from(text, 'utf8');
        let at = 0;
        while (at < bytes.length && bytes[at] === read[at])
            at++;
        if (at === bytes.length)
            return;
        const before = bytes.subarray(0, at).toString('utf8');
        throw new ProjectError(`This file is not UTF-8: the byte at offset ${at} belongs to no character. Save it as UTF-8.`, this.place(path, before, before.length));
    }
}
/** Whether a path is a directory or lies below it; both free of symbolic links. */
function isWithin(directory, path) {
    const way = (0,external_node_path_.relative)(directory, path);
    return way === '' || (way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way));
}

;// CONCATENATED MODULE: ./src/project/find.ts






const CONFIG = 'config.yaml';
const METADATA_FILE_ENDINGS = ['.json', '.yaml', '.yml'];
/** A project as the user points at it, made an absolute path; an error when there is none. */
function resolveProject(path, workspace) {
    const absolute = (0,external_node_path_.resolve)(workspace, path);
    if ((0,external_node_fs_.existsSync)(absolute)) {
        const isConfig = (0,external_node_path_.basename)(absolute) === CONFIG && (0,external_node_fs_.statSync)(absolute).isFile();
        return isConfig ? (0,external_node_path_.dirname)(absolute) : absolute;
    }
    throw new ProjectError(`There is nothing at ${path}, where the project is to be. The path counts from the workspace, and the repository must be checked out by an earlier step.`);
}
/**
 * The directory that the names of files in annotations count from, free of symbolic links: that of
 * the repository which holds the project, if it lies within the workspace, else the workspace.
 */
function findRoot(project, workspace) {
    const start = external_node_fs_.realpathSync.native((0,external_node_fs_.statSync)(project).isDirectory() ? project : (0,external_node_path_.dirname)(project));
    const limit = external_node_fs_.realpathSync.native(workspace);
    const within = isWithin(limit, start);
    for (let directory = start;; directory = (0,external_node_path_.dirname)(directory)) {
        if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, '.git')))
            return directory;
        if (within ? directory === limit : directory === (0,external_node_path_.dirname)(directory))
            break;
    }
    return within ? limit : start;
}
/** Finds the metadata of a project, a metadata directory or a file, and admits what it may read. */
function findMetadata(project, documents, root) {
    const { files } = documents;
    if (!(0,external_node_fs_.statSync)(project).isDirectory()) {
        files.admit((0,external_node_path_.dirname)(project));
        return metadataFile(project, files);
    }
    files.admit(project);
    const config = (0,external_node_path_.join)(project, CONFIG);
    if (files.exists(config))
        return byConfig(config, documents, root);
    if (SIGNS_OF_METADATA.some((name) => files.exists((0,external_node_path_.join)(project, name)))) {
        const version = files.exists((0,external_node_path_.join)(project, 'tables.yaml')) ? 2 : 3;
        return { kind: 'directory', path: project, version };
    }
    throw noMetadata(project, files);
}
function metadataFile(path, files) {
    if (METADATA_FILE_ENDINGS.includes((0,external_node_path_.extname)(path).toLowerCase()))
        return { kind: 'file', path };
    const endings = METADATA_FILE_ENDINGS.join(', ');
    throw new ProjectError(`${files.nameOf(path)} is no metadata file by its name, which would end in one of ${endings}.`);
}
function byConfig(path, documents, root) {
    const { files } = documents;
    files.realPath(path);
    const config = documents.open(path).value ?? {};
    if (!isRecord(config))
        throw error(documents, path, [], 'A map belongs here, the configuration.');
    const version = configVersion(config['version'], path, documents);
    const key = nonEmpty(config['metadata_file']) ? 'metadata_file' : 'metadata_directory';
    const value = config[key] ?? 'metadata';
    if (typeof value !== 'string')
        throw error(documents, path, [key], 'A path belongs here.');
    const target = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), value);
    if (!files.exists(target)) {
        const what = `There is nothing at ${files.nameOf(target)}, where ${key} says that the metadata is.`;
        throw error(documents, path, [key], `${what} The CLI puts it there by hasura metadata export.`);
    }
    const home = key === 'metadata_file' ? (0,external_node_path_.dirname)(target) : target;
    if (!isWithin(root, external_node_fs_.realpathSync.native(home))) {
        throw error(documents, path, [key], `${value} leads out of the repository.`);
    }
    files.admit(home);
    if (key === 'metadata_file')
        return metadataFile(target, files);
    if (!(0,external_node_fs_.statSync)(target).isDirectory()) {
        throw error(documents, path, [key], `${value} is no directory.`);
    }
    return { kind: 'directory', path: target, version };
}
function configVersion(value, path, documents) {
    const version = Number(value ?? 1);
    if (version === 2 || version === 3)
        return version;
    const upgrade = 'This project has config version 1, which keeps no metadata directory, only migrations. Upgrade it by hasura scripts update-project-v2 and update-project-v3, or point at a metadata directory or file.';
    throw error(documents, path, ['version'], version === 1 ? upgrade : `Config version ${String(value)} is unknown here: 2 and 3 are known.`);
}
function noMetadata(project, files) {
    const inside = (0,external_node_fs_.readdirSync)(project, { withFileTypes: true });
    const better = inside
        .filter((entry) => entry.isDirectory())
        .find(({ name }) => [CONFIG, 'version.yaml', 'databases'].some((sign) => files.exists((0,external_node_path_.join)(project, name, sign))));
    const hint = better
        ? ` Is ${files.nameOf((0,external_node_path_.join)(project, better.name))} meant?`
        : ' Point at the directory of config.yaml, at the metadata directory, or at a file of metadata.';
    return new ProjectError(`${files.nameOf(project)} holds no metadata: neither ${CONFIG} nor version.yaml, databases or any other file of a metadata directory is in it.${hint}`);
}
function nonEmpty(value) {
    return typeof value === 'string' && value !== '';
}
function error(documents, path, at, message) {
    return new ProjectError(message, documents.locate(path, at));
}

;// CONCATENATED MODULE: ./src/project/qualified-names.ts

/** The schema that a backend means by a bare name; data connectors mean none. */
const DEFAULT_SCHEMA = {
    postgres: 'public',
    citus: 'public',
    cockroach: 'public',
    alloy: 'public',
    mssql: 'dbo',
};
/**
 * A table's or function's name in one form, whichever of its backend's forms it comes in: its
 * parts, outermost first. `undefined` when it is no name.
 */
function nameParts(raw, kind) {
    const schema = DEFAULT_SCHEMA[kind];
    if (typeof raw === 'string')
        return schema === undefined ? [raw] : [schema, raw];
    if (Array.isArray(raw))
        return raw.every((part) => typeof part === 'string') ? raw : undefined;
    if (!isRecord(raw) || typeof raw['name'] !== 'string')
        return undefined;
    const space = raw['schema'] ?? raw['dataset'] ?? schema;
    if (space === undefined || space === null)
        return [raw['name']];
    return typeof space === 'string' ? [space, raw['name']] : undefined;
}
/**
 * Finds an object by its name in one of a source's lists. By the name as metadata has it, that is
 * certain; by the name as the server prints it, several objects may bear it, and then none is found.
 */
class NameIndex {
    #kind;
    #byParts = new Map();
    #byText = new Map();
    /** Indexes the items of a list by their entry `key`. */
    constructor(items, key, kind) {
        this.#kind = kind;
        for (const [index, item] of items.entries()) {
            const parts = isRecord(item) ? nameParts(item[key], kind) : undefined;
            if (!parts)
                continue;
            add(this.#byParts, JSON.stringify(parts), index);
            for (const text of spoken(parts, kind))
                add(this.#byText, text, index);
        }
    }
    /** The item's index; `undefined` when there is none, or more than one. */
    find(name) {
        if (name.raw === undefined)
            return single(this.#byText.get(name.text));
        const parts = nameParts(name.raw, this.#kind);
        return parts && single(this.#byParts.get(JSON.stringify(parts)));
    }
}
/** The server leaves the default schema out, or prints it, by version and backend. */
function spoken(parts, kind) {
    const full = parts.join('.');
    const isDefault = parts.length > 1 && parts[0] === DEFAULT_SCHEMA[kind];
    return isDefault ? [full, parts.slice(1).join('.')] : [full];
}
function add(index, key, value) {
    const known = index.get(key);
    if (known)
        known.push(value);
    else
        index.set(key, [value]);
}
function single(indices) {
    return indices?.length === 1 ? indices[0] : undefined;
}

;// CONCATENATED MODULE: ./src/project/objects.ts


/** The list that holds a table's objects of a type, and the key that names them. */
const OF_TABLES = {
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
const AT_THE_TOP = {
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
class MetadataObjects {
    #metadata;
    #indices = new Map();
    constructor(metadata) {
        this.#metadata = metadata;
    }
    /** The way to an object's entry in the metadata. */
    find(identity) {
        const { type, name } = identity;
        const top = AT_THE_TOP[type];
        if (top)
            return this.#item([top[0]], top[1], name);
        if (OF_TABLES[type])
            return this.#partOfOwner(identity, OF_TABLES[type]);
        if (type.startsWith('inner_logical_model_'))
            return this.#logicalModel(identity);
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
                return ((name === undefined ? undefined : this.#existing(['opentelemetry', name])) ??
                    this.#existing(['opentelemetry']));
            default:
                return undefined;
        }
    }
    /** A part of a table, or of what has such parts too: native queries and logical models. */
    #partOfOwner(identity, [list, key]) {
        const { name, logicalModel, nativeQuery } = identity;
        if (logicalModel !== undefined) {
            const owner = this.#logicalModel(identity);
            return owner && this.#item([...owner, list], key, name);
        }
        if (nativeQuery !== undefined) {
            const owner = this.#inSource(identity, 'native_queries', 'root_field_name', nativeQuery);
            return owner && this.#item([...owner, list], key, name);
        }
        const owner = this.#table(identity);
        return owner && this.#item([...owner, list], key, name);
    }
    #table(identity) {
        return this.#qualified(identity, identity.table, 'tables', 'table');
    }
    #function(identity, list, key) {
        return this.#qualified(identity, identity.function, list, key);
    }
    #logicalModel(identity) {
        return this.#inSource(identity, 'logical_models', 'name', identity.logicalModel);
    }
    #remoteSchemaRelationship(identity) {
        const schema = this.#item(['remote_schemas'], 'name', identity.remoteSchema);
        const types = schema && [...schema, 'remote_relationships'];
        const type = types && this.#item(types, 'type_name', identity.typeName);
        return type && this.#item([...type, 'relationships'], 'name', identity.name);
    }
    /** The query in its collection; the collection, where that is all there is to find. */
    #query({ name, collection }) {
        const owner = this.#item(['query_collections'], 'name', collection ?? name);
        const query = owner && this.#item([...owner, 'definition', 'queries'], 'name', name);
        return query ?? owner;
    }
    /** Searches the source, or all of them where it is unknown: the object must be one's alone. */
    #qualified({ source }, name, list, key) {
        if (!name)
            return undefined;
        const found = this.#sources(source).flatMap((owner) => {
            const path = [...owner.path, list];
            const items = this.#list(path);
            const index = items && this.#index(items, key, owner.kind).find(name);
            return index === undefined ? [] : [[...path, index]];
        });
        return found.length === 1 ? found[0] : undefined;
    }
    #inSource({ source }, list, key, name) {
        const found = this.#sources(source).flatMap((owner) => {
            const path = this.#item([...owner.path, list], key, name);
            return path ? [path] : [];
        });
        return found.length === 1 ? found[0] : undefined;
    }
    #sources(name) {
        const sources = this.#list(['sources']);
        // Before version 3 there is one database, and its tables stand at the top.
        if (!sources)
            return name === undefined || name === 'default' ? [ONLY_DATABASE] : [];
        return sources.flatMap((source, index) => {
            if (!isRecord(source) || (name !== undefined && source['name'] !== name))
                return [];
            const kind = source['kind'];
            return [{ path: ['sources', index], kind: typeof kind === 'string' ? kind : 'postgres' }];
        });
    }
    #index(items, key, kind) {
        const known = this.#indices.get(items);
        if (known)
            return known;
        const index = new NameIndex(items, key, kind);
        this.#indices.set(items, index);
        return index;
    }
    #item(list, key, value) {
        if (value === undefined)
            return undefined;
        const items = this.#list(list) ?? [];
        const is = (item) => isRecord(item) && item[key] === value;
        const index = items.findIndex(is);
        return index < 0 || items.findLastIndex(is) !== index ? undefined : [...list, index];
    }
    #list(path) {
        const value = this.#value(path);
        return Array.isArray(value) ? value : undefined;
    }
    #existing(path) {
        return this.#value(path) === undefined ? undefined : path;
    }
    #value(path) {
        return path.reduce((node, step) => {
            if (Array.isArray(node))
                return typeof step === 'number' ? node[step] : undefined;
            return isRecord(node) && Object.hasOwn(node, step) ? node[step] : undefined;
        }, this.#metadata);
    }
}
const ONLY_DATABASE = { path: [], kind: 'postgres' };
function entry(owner, key) {
    return owner && [...owner, key];
}

;// CONCATENATED MODULE: ./src/project/origins.ts

/** Remembers which file each part of the metadata came from, so that one need parse only that. */
class Origins {
    #origins = new Map();
    /** Notes the origin of a map or a list, or its very spot; other values have no identity. */
    note(node, origin) {
        if (typeof node === 'object' && node !== null)
            this.#origins.set(node, origin);
    }
    /**
     * Where a path through the metadata leads; when it is not `exact`, the deepest node on it that
     * exists will do.
     */
    locate(metadata, path, documents, exact) {
        let node = metadata;
        let best = this.#of(node, path[0]);
        let rest = path;
        for (const [depth, step] of path.entries()) {
            const next = childOf(node, step);
            if (next === undefined)
                break;
            node = next;
            const origin = this.#of(node, path[depth + 1]);
            if (!origin)
                continue;
            best = origin;
            rest = path.slice(depth + 1);
        }
        if (!best || 'offset' in best)
            return best && documents.placeOf(best);
        const reached = documents.reach(best.path, [...best.at, ...rest]);
        // Nothing of the way stands in this file, so that the other one has it.
        if (best.besides && rest.length > 0 && reached?.depth === best.at.length)
            return documents.placeOf(best.besides);
        if (exact && reached?.depth !== best.at.length + rest.length)
            return undefined;
        return reached?.location;
    }
    #of(node, next) {
        if (typeof node !== 'object' || node === null)
            return undefined;
        const origin = this.#origins.get(node);
        return origin && 'only' in origin && origin.only !== next ? undefined : origin;
    }
}
function childOf(node, step) {
    if (Array.isArray(node))
        return typeof step === 'number' ? node[step] : undefined;
    return isRecord(node) && Object.hasOwn(node, step) ? node[step] : undefined;
}

;// CONCATENATED MODULE: ./src/project/path.ts
/**
 * Reads one of the server's JSON paths, `$.args.metadata.sources[0].tables[3]`, as a path into the
 * metadata; `undefined` when it is none. Keys that are no plain names come quoted, `$.args["$set"]`,
 * escaped as in JSON. Both the forms `$.args.metadata` and bare `$.args`, which v1 has, lead to the
 * metadata, and so do paths that begin at the metadata itself.
 */
function parseJsonPath(jsonPath) {
    if (!jsonPath.startsWith('$'))
        return undefined;
    const steps = [];
    const step = /\.([^.[\]]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\['((?:[^'\\]|\\.)*)'\]/sy;
    step.lastIndex = 1;
    while (step.lastIndex < jsonPath.length) {
        const [, plain, index, quoted, single] = step.exec(jsonPath) ?? [];
        const key = plain ?? single ?? (quoted === undefined ? undefined : unquote(quoted));
        if (key === undefined && index === undefined)
            return undefined;
        steps.push(key ?? Number(index));
    }
    return withoutRequest(steps);
}
function withoutRequest(steps) {
    const start = steps[0] === 'args' ? 1 : 0;
    return steps.slice(steps[start] === 'metadata' ? start + 1 : start);
}
function unquote(quoted) {
    try {
        const key = JSON.parse(quoted);
        return typeof key === 'string' ? key : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/project/yaml-positions.ts
/** Finds out where the nodes of a YAML text stand; `undefined` when it holds no document. */
function readPositions(yaml, text) {
    const events = yaml.parseEvents(text, {});
    return events.length === 0 ? undefined : new PositionReader(yaml, text, events).root();
}
/** Where an event's node begins, its anchor and tag aside; `undefined` when it is empty. */
function eventOffset(event) {
    if ('start' in event)
        return event.start;
    if ('valueStart' in event) {
        if (event.tagStart >= 0)
            return event.tagStart;
        return event.valueStart < 0 ? undefined : event.valueStart - (isQuoted(event) ? 1 : 0);
    }
    return 'anchorStart' in event ? event.anchorStart - 1 : undefined;
}
function isQuoted(event) {
    return event.style === SINGLE_QUOTED || event.style === DOUBLE_QUOTED;
}
/** The parser's constants, which a type-only import does not bring along. */
const PLAIN = 1;
const SINGLE_QUOTED = 2;
const DOUBLE_QUOTED = 3;
/** Makes a tree of the parser's flat list, which closes each map and list by a POP. */
class PositionReader {
    #yaml;
    #text;
    #events;
    #anchors = new Map();
    #at = 0;
    constructor(yaml, text, events) {
        this.#yaml = yaml;
        this.#text = text;
        this.#events = events;
    }
    root() {
        this.#at = 1; // behind the event that begins the document
        return this.#node(0);
    }
    /** The next node; an empty one stands where its parent or key does. */
    #node(emptyOffset) {
        const event = this.#events[this.#at++];
        const { ALIAS, MAPPING, SEQUENCE } = this.#yaml.EVENT_ID;
        const offset = (event && eventOffset(event)) ?? emptyOffset;
        if (event?.type === ALIAS) {
            const target = this.#anchors.get(this.#text.slice(event.anchorStart, event.anchorEnd));
            return target ? { offset, target } : { offset };
        }
        const node = { offset };
        // Before its children, since an alias among them may mean the node itself.
        this.#remember(event, node);
        if (event?.type === SEQUENCE)
            node.items = this.#items(offset);
        if (event?.type === MAPPING)
            Object.assign(node, this.#entries());
        return node;
    }
    #items(offset) {
        const items = [];
        while (!this.#popped())
            items.push(this.#node(items.at(-1)?.offset ?? offset));
        return items;
    }
    #entries() {
        const entries = new Map();
        const merged = [];
        while (!this.#popped()) {
            const key = this.#events[this.#at];
            const { offset } = this.#node(0);
            const value = this.#node(offset);
            if (key?.type !== this.#yaml.EVENT_ID.SCALAR)
                continue;
            const name = this.#yaml.getScalarValue(this.#text, key);
            if (name !== '<<' || key.style !== PLAIN)
                entries.set(name, { offset, value });
            else
                merged.push(...((value.target ?? value).items ?? [value]));
        }
        return merged.length > 0 ? { entries, merged } : { entries };
    }
    #popped() {
        const ends = this.#events[this.#at]?.type ?? this.#yaml.EVENT_ID.POP;
        if (ends !== this.#yaml.EVENT_ID.POP)
            return false;
        this.#at++;
        return true;
    }
    #remember(event, node) {
        if (!event || !('anchorStart' in event) || event.anchorStart < 0)
            return;
        this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), node);
    }
}

;// CONCATENATED MODULE: ./src/project/yaml.ts


/** Keys that `<<` may copy in one file before that counts as an attack. */
const MERGED_KEYS_MAX = 1_000_000;
/**
 * Loads the YAML parser, once it is needed. The schema is YAML 1.2's core: `yes`, `on` and dates
 * stay strings; `<<` merges, as it does for Hasura's own CLI. Values and positions come from one
 * parser, so that both always agree on what a file says.
 */
async function loadYaml() {
    const yaml = await __webpack_require__.e(/* import() */ 243).then(__webpack_require__.bind(__webpack_require__, 3243));
    const schema = yaml.CORE_SCHEMA.withTags(yaml.mergeTag, jsonNumber(yaml.intCoreTag, Number.isSafeInteger), jsonNumber(yaml.floatCoreTag, Number.isFinite), yaml.defineScalarTag('!include', {
        resolve: (source) => new IncludeTag(source),
        identify: () => false,
    }));
    return {
        parse(text) {
            try {
                const documents = yaml.loadAll(text, { schema, maxTotalMergeKeys: MERGED_KEYS_MAX });
                if (documents.length > 1)
                    throw severalDocuments(yaml, text);
                return documents[0];
            }
            catch (cause) {
                throw problemOf(yaml, text, cause);
            }
        },
        positions: (text) => readPositions(yaml, text),
    };
}
/** A number that JSON, as JavaScript writes it, would send as another one. */
class UnfitNumber extends Error {
    source;
    constructor(source) {
        super(`${source} is no number that can be sent as it stands`);
        this.source = source;
    }
}
function jsonNumber(tag, fits) {
    const resolve = (source, isExplicit, tagName) => {
        const value = tag.resolve(source, isExplicit, tagName);
        if (typeof value === 'number' && !fits(value))
            throw new UnfitNumber(source);
        return value;
    };
    return { ...tag, resolve };
}
function problemOf(yaml, text, cause) {
    if (cause instanceof UnfitNumber) {
        const isIt = (event) => yaml.getScalarValue(text, event) === cause.source;
        const event = yaml
            .parseEvents(text, {})
            .find((each) => each.type === yaml.EVENT_ID.SCALAR && isIt(each));
        return new SyntaxProblem(`the number ${cause.source} cannot be sent exactly: write it in quotes`, (event && eventOffset(event)) ?? 0);
    }
    if (!(cause instanceof yaml.YAMLException))
        return cause;
    return new SyntaxProblem(explained(cause.reason), cause.mark?.position ?? 0);
}
function severalDocuments(yaml, text) {
    const events = yaml.parseEvents(text, {});
    const second = events.findLastIndex((event) => event.type === yaml.EVENT_ID.DOCUMENT);
    const first = events[second + 1];
    const offset = (first && eventOffset(first)) ?? text.lastIndexOf('\n---') + 1;
    return new SyntaxProblem('another YAML document begins here, and only one can be sent', offset);
}
/** The parser's words, with what to do about the mistakes that people make. */
function explained(reason) {
    if (reason.startsWith('tab characters'))
        return `${reason}: indent with spaces`;
    if (reason.startsWith('duplicated mapping key')) {
        return 'this key stands twice in its map, and only one of the two could be sent';
    }
    const tag = /^unknown \w+ tag !<(.*)>$/s.exec(reason)?.[1];
    return tag === undefined ? reason : `the tag ${tag} means nothing here`;
}

;// CONCATENATED MODULE: ./src/project/project.ts










/**
 * Reads a Hasura project, a metadata directory or a file of metadata; throws a `ProjectError` that
 * names the file, the line and the column when it cannot be read in full.
 */
async function loadProject(path, options) {
    const project = resolveProject(path, options.workspace);
    const root = options.root ?? findRoot(project, options.workspace);
    const yaml = (0,external_node_path_.extname)(project).toLowerCase() === '.json' ? undefined : await loadYaml();
    const documents = new Documents(new ProjectFiles(root), yaml);
    const origins = new Origins();
    const found = findMetadata(project, documents, root);
    const metadata = await buildMetadata(found, documents, origins);
    const objects = new MetadataObjects(metadata);
    return {
        metadata,
        locate(identity) {
            const way = objects.find(identity);
            return way && origins.locate(metadata, way, documents, true);
        },
        locatePath(jsonPath) {
            const way = parseJsonPath(jsonPath);
            return way && origins.locate(metadata, way, documents, false);
        },
    };
}


/***/ })

};
