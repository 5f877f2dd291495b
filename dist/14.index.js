export const id = 14;
export const ids = [14];
export const modules = {

/***/ 5014:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openProject: () => (/* binding */ openProject)
});

// UNUSED EXPORTS: Project, ProjectError

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

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/lib/narrow.ts
var narrow = __webpack_require__(1700);
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
// As the CLI, built from its source of May 2026, was seen to send each of these files. The server
// wants the sources, if only as an empty list, and refuses a metrics_config of {}, which is what
// an export writes.
const SENT_LIST = { blank: [], empty: [] };
const SENT_MAP = { blank: {}, empty: {} };
const LEFT_OUT = {};
const LEFT_OUT_IF_BLANK = { empty: {} };
const NO_ROLES = { disabled_for_roles: [] };
const list = (file, key, empties = SENT_LIST) => ({
    file,
    key,
    shape: 'list',
    ...empties,
});
const map = (file, key, empties) => ({
    file,
    key,
    shape: 'map',
    ...empties,
});
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
    map('network.yaml', 'network', SENT_MAP),
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
        list('rest_endpoints.yaml', 'rest_endpoints', LEFT_OUT),
        list('inherited_roles.yaml', 'inherited_roles'),
        map('api_limits.yaml', 'api_limits', SENT_MAP),
        map('graphql_schema_introspection.yaml', 'graphql_schema_introspection', {
            blank: NO_ROLES,
            empty: NO_ROLES,
        }),
        map('metrics_config.yaml', 'metrics_config', LEFT_OUT),
        map('opentelemetry.yaml', 'opentelemetry', LEFT_OUT_IF_BLANK),
        map('backend_configs.yaml', 'backend_configs', LEFT_OUT_IF_BLANK),
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
                arguments: field.arguments?.length ? this.#fields(field.arguments) : undefined,
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
    if (name !== undefined)
        return `${words} ${name}`;
    return `${/^[AEIOU]/.test(words) ? 'An' : 'A'} ${words.toLowerCase()}`;
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
        if (!(0,narrow/* isRecord */.u4)(answered)) {
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
        if (!(0,narrow/* isRecord */.u4)(written)) {
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
            const name = (0,narrow/* isRecord */.u4)(fields) ? fields['name'] : undefined;
            if (!(0,narrow/* isRecord */.u4)(fields) || typeof name !== 'string') {
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

;// CONCATENATED MODULE: ./src/project/late.ts

/** What went wrong with files that were read to find a line, where it may not end the run. */
class Troubles {
    #messages = new Set();
    /** Each trouble once, in sentences. */
    get messages() {
        return [...this.#messages];
    }
    /** Notes an error. */
    note(error) {
        this.#messages.add(error instanceof Error ? error.message : String(error));
    }
    /** Reads something when that is first asked for, once; what fails is noted, and is nothing. */
    orNothing(read) {
        return once(() => {
            try {
                return read();
            }
            catch (error) {
                this.note(error);
                return undefined;
            }
        });
    }
}
function once(make) {
    let made;
    return () => {
        made ??= { value: make() };
        return made.value;
    };
}
/** A node that a file will take the place of: read to be searched, parsed to be looked at. */
class Included {
    #words;
    #value;
    /** Takes how the file is read, and how it is parsed and its own includes are followed. */
    constructor(text, value) {
        this.#words = once(() => wordsOf(text));
        this.#value = value;
    }
    /** What the file holds; `undefined` when it cannot be read. */
    get value() {
        return this.#value();
    }
    /** `false` only when no value in the file, nor in those that it includes, can hold the word. */
    mayHold(word) {
        if (word === ANY_WORD)
            return true;
        const words = this.#words();
        return words === ANY_WORD || words.includes(word);
    }
}
/** A text whose values stand in it as they are; escapes and further files may hold any word. */
function wordsOf(read) {
    try {
        const text = read();
        return text.includes('\\') || text.includes('!include') ? ANY_WORD : text;
    }
    catch {
        // Why it cannot be read is told where it stands, once its value is asked for.
        return ANY_WORD;
    }
}
const ANY_WORD = Symbol('any word');
/**
 * The word to look for in files that may hold a text. White space may be folded there and quotes be
 * doubled; all else stands as it is, unless backslashes stand in that file.
 */
function soughtWord(text) {
    return /[\s']/.test(text) ? ANY_WORD : text;
}
/** A node's child, with what is included there in its place; `undefined` when there is none. */
function childOf(node, step) {
    const isList = Array.isArray(node);
    if (isList !== (typeof step === 'number') || !(isList || (0,narrow/* isRecord */.u4)(node)))
        return undefined;
    return Object.hasOwn(node, step) ? included(node[step]) : undefined;
}
/** The node itself, or what is included in its place. */
function included(node) {
    return node instanceof Included ? node.value : node;
}
/** Gives a record an entry that is read whenever somebody looks at it. */
function addLate(record, key, read) {
    Object.defineProperty(record, key, { enumerable: true, configurable: true, get: read });
}

;// CONCATENATED MODULE: ./src/project/origins.ts

/** The way to the top of a file, one for all the thousands that begin there. */
const NO_STEPS = [];
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

;// CONCATENATED MODULE: ./src/project/include.ts





const INCLUDE = '!include ';
/** The places in a list whose items are objects of a source. */
const ofList = ({ length }) => length === 0 ? 'list' : length === 1 ? 'item' : 'part';
const ofPart = () => 'part';
/**
 * Puts files in the place of the nodes that include them, at every depth. When they may be late,
 * lists and their items are read no sooner than somebody looks at them, and what is wrong with one
 * leaves the others as they are.
 */
class Includes {
    #documents;
    #origins;
    #late;
    #lists = new Map();
    #others = new Map();
    #shared = false;
    /** Takes who notes the troubles of what is read late; without, all is read at once. */
    constructor(documents, origins, late) {
        this.#documents = documents;
        this.#origins = origins;
        this.#late = late;
    }
    /** Whether some file was taken in more than once. */
    get shared() {
        return this.#shared;
    }
    /** Resolves the includes of a document, wherever it may have some. */
    resolve(document, places, chain = []) {
        if (!document.includes)
            return document.value;
        const { path, value } = document;
        const link = { path, real: this.#documents.files.realPath(path) };
        const directory = (0,external_node_path_.dirname)(path);
        const reading = {
            document,
            places,
            directory,
            chain: [...chain, link],
            seen: new Set(),
        };
        return this.#walk(value, [], reading);
    }
    #walk(node, path, reading) {
        const wanted = includedPath(node);
        const place = wanted === undefined ? undefined : reading.places(path);
        if (wanted !== undefined && place) {
            return this.#take({ ...pathBeside(reading.directory, wanted), place, path, reading });
        }
        if (node instanceof IncludeTag) {
            throw this.#error(reading, path, 'Includes are followed in the tables and functions of a source, and in the files that these include: not here.');
        }
        // Aliases lead to one object from several places: once is enough, and a cycle ends here.
        if (typeof node !== 'object' || node === null || reading.seen.has(node))
            return node;
        reading.seen.add(node);
        if (Array.isArray(node)) {
            for (let index = 0; index < node.length; index++) {
                node[index] = this.#walk(node[index], [...path, index], reading);
            }
            return node;
        }
        for (const [key, child] of Object.entries(node)) {
            const value = this.#walk(child, [...path, key], reading);
            if (value !== child)
                replace(node, key, value);
        }
        return node;
    }
    #take(include) {
        const { place, path, target } = include;
        const read = () => this.#read(include);
        // An include that is a whole file belongs to the one that waits already.
        if (this.#late && place !== 'part' && path.length > 0) {
            return new Included(() => this.#text(include), this.#late.orNothing(read));
        }
        const taken = place === 'list' ? this.#lists : this.#others;
        const known = taken.get(target);
        if (known !== undefined) {
            this.#shared = true;
            return known;
        }
        const value = read();
        taken.set(target, value);
        return value;
    }
    #text({ target, directory, name }) {
        const { files } = this.#documents;
        files.realPathBeside(directory, name);
        return files.read(target);
    }
    #read({ target, directory, name, place, path, reading }) {
        const { files } = this.#documents;
        let real;
        try {
            real = files.realPathBeside(directory, name);
        }
        catch (cause) {
            if (!(cause instanceof ProjectError))
                throw cause;
            const message = `This include cannot be followed. ${cause.message}`;
            throw this.#error(reading, path, message, cause);
        }
        this.#assertNoCycle(target, real, path, reading);
        if (!target.endsWith('.yaml'))
            return files.read(target);
        const included = this.#documents.open(target);
        if (included.value === undefined || included.value === null) {
            throw this.#error(reading, path, `${files.nameOf(target)}, which is included here, is empty. Where nothing is meant, write [] into it.`);
        }
        this.#origins.note(included.value, { path: target, at: NO_STEPS });
        return this.resolve(included, place === 'list' ? ofList : ofPart, reading.chain);
    }
    #assertNoCycle(target, real, path, reading) {
        const start = reading.chain.findIndex((link) => link.real === real);
        if (start < 0)
            return;
        const links = [...reading.chain.slice(start).map((link) => link.path), target];
        const chain = links.map((link) => this.#documents.files.nameOf(link)).join(' → ');
        throw this.#error(reading, path, `These files include each other without end: ${chain}.`);
    }
    #error({ document }, path, message, cause) {
        const location = this.#documents.locate(document.path, path);
        return new ProjectError(message, location, { cause });
    }
}
/** A file beside the one that includes it is the usual case, and joining paths costs far more. */
function pathBeside(home, wanted) {
    if (/^[^/\\]*[^./\\]$/.test(wanted)) {
        return { directory: home, name: wanted, target: home + external_node_path_.sep + wanted };
    }
    const target = (0,external_node_path_.join)(home, wanted);
    return { directory: (0,external_node_path_.dirname)(target), name: (0,external_node_path_.basename)(target), target };
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
    return path.replace(/^"(.*)"$/s, '$1');
}
function replace(node, key, value) {
    // Not an assignment, which the key `__proto__` would turn into something else.
    Object.defineProperty(node, key, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
    });
}

;// CONCATENATED MODULE: ./src/project/reader.ts







/** Reads metadata file by file, in the shapes that the files are to have, and notes their origins. */
class MetadataReader {
    #found;
    #documents;
    #origins;
    #includes;
    /** Takes who notes the troubles of includes when these may be read late. */
    constructor(found, documents, origins, late) {
        this.#found = found;
        this.#documents = documents;
        this.#origins = origins;
        this.#includes = new Includes(documents, origins, late);
    }
    /** Whether some file stands in several places. */
    get sharesFiles() {
        return this.#includes.shared;
    }
    /** The files of a metadata directory that are one key of the metadata each. */
    get parts() {
        if (this.#found.kind === 'file')
            return [];
        const { version } = this.#found;
        return version === 2 ? METADATA_FILES[2] : [VERSION, ...METADATA_FILES[3]];
    }
    /** Metadata that has nothing yet but what no file tells. */
    empty() {
        if (this.#found.kind === 'directory' && this.#found.version === 2)
            return { version: 2 };
        const metadata = {};
        const version = { path: this.#at(VERSION_YAML), at: NO_STEPS, only: VERSION.key };
        if (this.#found.kind === 'directory')
            this.#origins.note(metadata, version);
        return metadata;
    }
    /** The metadata of a single file, without the wrapper that an export has. */
    file() {
        const { path } = this.#found;
        const document = this.#open(path);
        const value = this.#includes.resolve(document, nowhere);
        if (value === undefined || value === null) {
            const name = this.#documents.files.nameOf(path);
            throw new ProjectError(`${name} is empty, where metadata is to be.`);
        }
        if (!(0,narrow/* isRecord */.u4)(value))
            throw this.#misshapen(path, [], 'A map belongs here, metadata');
        // The answer to export_metadata in version 2 wraps the metadata up.
        const wrapped = 'metadata' in value && !('version' in value);
        const inner = wrapped ? value['metadata'] : value;
        const at = wrapped ? ['metadata'] : [];
        if (!(0,narrow/* isRecord */.u4)(inner))
            throw this.#misshapen(path, at, 'A map belongs here, metadata');
        this.#origins.note(inner, { path, at });
        return inner;
    }
    /** What a file of a metadata directory gives; `undefined` when it leaves its key out. */
    part(file) {
        const value = this.#read(file);
        if (file !== VERSION)
            return value;
        return (0,narrow/* isRecord */.u4)(value) ? value['version'] : value;
    }
    /** `actions` and `custom_types`, if both of their files are there. */
    async actions() {
        const { kind, path } = this.#found;
        if (kind === 'file')
            return {};
        const { files } = this.#documents;
        if (![ACTIONS_SDL, ACTIONS_YAML].every((file) => files.exists(this.#at(file))))
            return {};
        const yaml = this.#read(ACTIONS) ?? {};
        return (0,narrow/* isRecord */.u4)(yaml) ? buildActions(path, yaml, this.#documents, this.#origins) : {};
    }
    #read({ file, key, shape, blank, empty }) {
        const path = this.#at(file);
        if (!this.#documents.files.exists(path))
            return undefined;
        const value = this.#includes.resolve(this.#open(path), placesIn(key));
        if (value === undefined || value === null) {
            // Without them the server would drop every database: that has to be meant.
            if (key === 'sources') {
                const name = this.#documents.files.nameOf(path);
                throw new ProjectError(`${name} is empty. Where no database is meant, write [] into it.`);
            }
            return structuredClone(blank);
        }
        if (typeof value === 'object' && Object.keys(value).length === 0) {
            if (Array.isArray(value) === (shape === 'list'))
                return structuredClone(empty);
            // An empty list is nothing also where a map belongs: so the CLI creates network.yaml.
            if (Array.isArray(value))
                return undefined;
        }
        if (shape === 'list' ? !Array.isArray(value) : !(0,narrow/* isRecord */.u4)(value)) {
            const found = Array.isArray(value) ? 'a list' : (0,narrow/* isRecord */.u4)(value) ? 'a map' : 'a single value';
            const what = `This is ${found}, where a ${shape} belongs, the ${key} of the metadata`;
            throw this.#misshapen(path, [], what);
        }
        this.#origins.note(value, { path, at: NO_STEPS });
        return value;
    }
    #at(file) {
        return (0,external_node_path_.join)(this.#found.path, file);
    }
    #open(path) {
        this.#documents.files.realPath(path);
        return this.#documents.open(path);
    }
    #misshapen(path, at, what) {
        return new ProjectError(`${what}.`, this.#documents.locate(path, at));
    }
}
const VERSION = { file: VERSION_YAML, key: 'version', shape: 'map' };
const ACTIONS = { file: ACTIONS_YAML, key: 'actions', shape: 'map' };
const nowhere = () => undefined;
/** Where a file may include others: in a source's tables and functions. */
function placesIn(key) {
    if (key === 'tables' || key === 'functions')
        return ofList;
    if (key !== 'sources')
        return nowhere;
    return (path) => path[1] === 'tables' || path[1] === 'functions' ? ofList(path.slice(2)) : undefined;
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
    const reader = new MetadataReader(found, documents, origins);
    const metadata = found.kind === 'file' ? reader.file() : await ofDirectory(reader);
    checkVersion(metadata, origins, documents);
    if (Object.entries(metadata).every(([key, value]) => key === 'version' || holdsNothing(value))) {
        throw new ProjectError(`${documents.files.nameOf(found.path)} holds no metadata at all. Applying it would take everything off the server, so that it is not done. Has it been checked out, or exported, in full?`);
    }
    return metadata;
}
async function ofDirectory(reader) {
    const metadata = reader.empty();
    for (const file of reader.parts) {
        const value = reader.part(file);
        if (value !== undefined)
            metadata[file.key] = value;
    }
    Object.assign(metadata, await reader.actions());
    if (reader.sharesFiles)
        assertFiniteSize(metadata, undefined);
    return metadata;
}
function holdsNothing(value) {
    if (typeof value !== 'object')
        return value === undefined;
    return Object.values(value ?? {}).every(holdsNothing);
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
const ESCAPED_OR_CONTROL = /[\\\u0000-\u001f]/;
const WHITE_SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
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
        const plain = this.#text.slice(start + 1, end);
        if (!ESCAPED_OR_CONTROL.test(plain))
            return plain;
        try {
            return JSON.parse(`"${plain}"`);
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
        while (WHITE_SPACE.has(this.#text.charCodeAt(this.#at)))
            this.#at++;
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
                // What `load` does, which costs small files a few per cent more by sorting its options.
                const documents = yaml.constructFromEvents(yaml.parseEvents(text, {}), {
                    source: text,
                    schema,
                    maxTotalMergeKeys: MERGED_KEYS_MAX,
                });
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
    const offset = cause.mark?.position ?? 0;
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1);
    const reason = /^ *\t/.test(line) ? TAB : explained(cause.reason);
    return new SyntaxProblem(reason, offset);
}
/** What the parser makes of a tab depends on what stands around it, and seldom names the tab. */
const TAB = 'a tab indents this line, where YAML takes spaces only';
function severalDocuments(yaml, text) {
    const events = yaml.parseEvents(text, {});
    const second = events.findLastIndex((event) => event.type === yaml.EVENT_ID.DOCUMENT);
    const first = events[second + 1];
    const offset = (first && eventOffset(first)) ?? text.lastIndexOf('\n---') + 1;
    return new SyntaxProblem('another YAML document begins here, and only one can be sent', offset);
}
/** The parser's words, with what to do about the mistakes that people make. */
function explained(reason) {
    if (reason.startsWith('duplicated mapping key')) {
        return 'this key stands twice in its map, and only one of the two could be sent';
    }
    const tag = /^unknown \w+ tag !<(.*)>$/s.exec(reason)?.[1];
    return tag === undefined ? reason : `the tag ${tag} means nothing here`;
}

;// CONCATENATED MODULE: ./src/project/documents.ts






const NO_POSITIONS = { text: '', root: undefined };
/** Parses a project's files, and finds the line of a node once that is asked for. */
class Documents {
    files;
    #positions = new Map();
    #yaml;
    constructor(files) {
        this.files = files;
    }
    /** Loads the parser that a file, or the files in a directory, will take. */
    async loadParser(path) {
        if (!isJson(path))
            this.#yaml ??= await loadYaml();
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
        if (isJson(path))
            return json;
        if (this.#yaml)
            return this.#yaml;
        throw new Error(`No parser was loaded for ${this.files.nameOf(path)}`);
    }
}
function isJson(path) {
    return /\.json$/i.test(path);
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
    #plainFiles = new Map();
    /** Takes the repository's root, free of symbolic links. */
    constructor(root) {
        this.#root = root;
    }
    /** Lets files below a directory be read. */
    admit(directory) {
        this.#territory.push({ named: directory, real: external_node_fs_.realpathSync.native(directory) });
    }
    /** Whether there is such a file, be it a link to nowhere: what stands there is not passed over. */
    exists(path) {
        return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false }) !== undefined;
    }
    /** A file's path free of symbolic links; an error when it leads out of the project. */
    realPath(path) {
        if (!this.#territory.some(({ named }) => isWithin(named, path)))
            throw this.#outside(path, path);
        const stats = (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
        if (!stats)
            throw new ProjectError(`There is no file ${this.nameOf(path)}.`);
        const link = stats.isSymbolicLink();
        const real = link ? this.#follow(path) : (0,external_node_path_.join)(this.#realDirectory(path), (0,external_node_path_.basename)(path));
        if (!this.#territory.some((each) => isWithin(each.real, real)))
            throw this.#outside(path, real);
        const target = link ? (0,external_node_fs_.statSync)(real) : stats;
        if (!target.isFile()) {
            const kind = target.isDirectory() ? 'a directory' : 'no regular file';
            throw new ProjectError(`${this.nameOf(path)} is ${kind}, where a file is wanted.`);
        }
        this.#assertSize(path, target.size);
        return real;
    }
    /**
     * The same for a file beside thousands of others: a list of its directory costs less than a look
     * at each of them.
     */
    realPathBeside(directory, name) {
        const plain = this.#plainFilesIn(directory);
        return plain.names.has(name) ? plain.real + name : this.realPath((0,external_node_path_.join)(directory, name));
    }
    /** A file's content, without a byte order mark; an error when it is not UTF-8. */
    read(path) {
        const text = this.#content(path);
        this.#assertSize(path, text.length);
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
    #plainFilesIn(directory) {
        const known = this.#plainFiles.get(directory);
        if (known)
            return known;
        const names = new Set();
        let real = directory;
        try {
            real = external_node_fs_.realpathSync.native(directory);
            const isOurs = this.#territory.some((each) => isWithin(each.named, directory) && isWithin(each.real, real));
            for (const entry of isOurs ? (0,external_node_fs_.readdirSync)(directory, { withFileTypes: true }) : []) {
                if (entry.isFile())
                    names.add(entry.name);
            }
        }
        catch {
            // What is wrong with it is told of the file that is wanted.
        }
        const plain = { real: `${real}${external_node_path_.sep}`, names };
        this.#plainFiles.set(directory, plain);
        return plain;
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
    #assertSize(path, size) {
        if (size <= FILE_BYTES_MAX)
            return;
        throw new ProjectError(`${this.nameOf(path)} has ${size} bytes, more than the ${FILE_BYTES_MAX} that are read at most.`);
    }
    #outside(path, real) {
        const way = path === real ? 'lies' : `leads, by a symbolic link to ${this.nameOf(real)},`;
        return new ProjectError(`${this.nameOf(path)} ${way} out of the project. Only files of the project are read: copy it there.`);
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
async function findMetadata(project, documents, root) {
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
async function byConfig(path, documents, root) {
    const { files } = documents;
    await documents.loadParser(path);
    files.realPath(path);
    const config = documents.open(path).value ?? {};
    if (!(0,narrow/* isRecord */.u4)(config))
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

// EXTERNAL MODULE: ./src/model/names.ts
var names = __webpack_require__(1601);
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
    const parts = (0,names/* writtenParts */.Kt)(raw);
    const schema = DEFAULT_SCHEMA[kind];
    const isBare = parts?.length === 1 && !Array.isArray(raw);
    return isBare && schema !== undefined ? [schema, ...parts] : parts;
}
/**
 * Finds an object by its name in one of a source's lists. By the name as metadata has it, that is
 * certain; by the name as the server prints it, several objects may bear it, and then none is found.
 * Of the items that are files, only those are parsed that may hold the name.
 */
class NameIndex {
    #items;
    #key;
    #kind;
    /** The items that no name was looked for in yet, but such as they cannot hold. */
    #unread;
    #byParts = new Map();
    #byText = new Map();
    /** Indexes the items of a list by their entry `key`. */
    constructor(items, key, kind) {
        this.#items = items;
        this.#key = key;
        this.#kind = kind;
        this.#unread = new Set(items.keys());
    }
    /** The item's index; `undefined` when there is none, or more than one. */
    find(name) {
        const parts = name.raw === undefined ? undefined : nameParts(name.raw, this.#kind);
        if (!parts && name.raw !== undefined)
            return undefined;
        // Dots may lie between a name's parts or within them: what follows the last lies in the last.
        const last = parts ? (parts.at(-1) ?? '') : name.text.slice(name.text.lastIndexOf('.') + 1);
        this.#readThoseWith(soughtWord(last));
        return single(parts ? this.#byParts.get(JSON.stringify(parts)) : this.#byText.get(name.text));
    }
    #readThoseWith(word) {
        for (const index of this.#unread) {
            const item = this.#items[index];
            if (item instanceof Included && !item.mayHold(word))
                continue;
            this.#add(included(item), index);
            this.#unread.delete(index);
        }
    }
    #add(item, index) {
        const parts = (0,narrow/* isRecord */.u4)(item) ? nameParts(item[this.#key], this.#kind) : undefined;
        if (!parts)
            return;
        add(this.#byParts, JSON.stringify(parts), index);
        for (const text of spoken(parts, this.#kind))
            add(this.#byText, text, index);
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
    #table(identity) {
        return this.#qualified(identity, identity.table, 'tables', 'table');
    }
    #function(identity, list, key) {
        return this.#qualified(identity, identity.function, list, key);
    }
    #logicalModel(identity) {
        return this.#inSource(identity, 'logical_models', 'name', identity.logicalModel);
    }
    #nativeQuery(identity) {
        return this.#inSource(identity, 'native_queries', 'root_field_name', identity.nativeQuery);
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
            if (!(0,narrow/* isRecord */.u4)(source) || (name !== undefined && source['name'] !== name))
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
        const is = (item) => (0,narrow/* isRecord */.u4)(item) && item[key] === value;
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
        return path.reduce(childOf, this.#metadata);
    }
}
const ONLY_DATABASE = { path: [], kind: 'postgres' };
function entry(owner, key) {
    return owner && [...owner, key];
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

;// CONCATENATED MODULE: ./src/project/project.ts










/**
 * Finds a Hasura project, a metadata directory or a file of metadata, and parses none of it but its
 * configuration; throws a `ProjectError` when there is nothing, or nothing that can be read.
 */
async function openProject(path, options) {
    const project = resolveProject(path, options.workspace);
    const root = options.root ?? findRoot(project, options.workspace);
    const documents = new Documents(new ProjectFiles(root));
    return new Project(await findMetadata(project, documents, root), documents);
}
/** The repository's metadata: what the server is to get, and where each part of it stands. */
class Project {
    #found;
    #documents;
    #origins = new Origins();
    #troubles = new Troubles();
    #metadata;
    #searched;
    constructor(found, documents) {
        this.#found = found;
        this.#documents = documents;
    }
    /** What kept objects from being located, each once and in sentences. */
    get troubles() {
        return this.#troubles.messages;
    }
    /**
     * Reads all of it, once, into what `replace_metadata` takes as `args.metadata`; throws a
     * `ProjectError` that names the file, the line and the column when it cannot be read in full.
     */
    build() {
        this.#metadata ??= this.#build();
        return this.#metadata;
    }
    /**
     * Where an object stands; `undefined` where that is not certain. Parses the files that it takes,
     * unless they are parsed already; what is wrong with one is among the troubles, and no error.
     */
    locate(identity) {
        const inActions = TYPES_IN_ACTIONS.includes(identity.type);
        return this.#locate(inActions, true, ({ objects }) => objects.find(identity));
    }
    /** Where one of the server's JSON paths leads, or the deepest node on it that exists. */
    async locatePath(jsonPath) {
        const way = parseJsonPath(jsonPath);
        if (!way)
            return undefined;
        return this.#locate(KEYS_OF_ACTIONS.includes(String(way[0])), false, () => way);
    }
    async #build() {
        await this.#documents.loadParser(this.#found.path);
        const metadata = await buildMetadata(this.#found, this.#documents, this.#origins);
        const objects = new MetadataObjects(metadata);
        this.#searched = Promise.resolve({ metadata, objects, addActions: async () => { } });
        return metadata;
    }
    async #locate(inActions, exact, wayIn) {
        try {
            this.#searched ??= this.#search();
            const searched = await this.#searched;
            if (inActions)
                await searched.addActions();
            const way = wayIn(searched);
            return way && this.#origins.locate(searched.metadata, way, this.#documents, exact);
        }
        catch (error) {
            this.#troubles.note(error);
            return undefined;
        }
    }
    /** The same metadata, each part of which is read when somebody looks for something in it. */
    async #search() {
        await this.#documents.loadParser(this.#found.path);
        const reader = new MetadataReader(this.#found, this.#documents, this.#origins, this.#troubles);
        const metadata = this.#found.kind === 'file' ? reader.file() : reader.empty();
        for (const file of reader.parts) {
            addLate(metadata, file.key, this.#troubles.orNothing(() => reader.part(file)));
        }
        let actions;
        const addActions = () => {
            actions ??= reader.actions().then((found) => void Object.assign(metadata, found));
            return actions;
        };
        return { metadata, objects: new MetadataObjects(metadata), addActions };
    }
}
const TYPES_IN_ACTIONS = ['action', 'action_permission', 'custom_types'];
const KEYS_OF_ACTIONS = ['actions', 'custom_types'];


/***/ })

};
