import { expect, test } from '@jest/globals';
import { type BadInput, DATABASES, expectFailure, load, project } from './temporary-project.js';

test('the project that these cases break is sound', async () => {
  const { metadata } = await load(project({}));
  expect(metadata).toHaveProperty('sources.0.tables.0.table.name', 'users');
});

const CASES: BadInput[] = [
  [
    'a tab that indents',
    { 'metadata/cron_triggers.yaml': '- name: a\n\twebhook: b\n' },
    'metadata/cron_triggers.yaml:2:2',
    /indent by spaces, not by tabs/,
  ],
  [
    'a tab that indents under a key',
    { 'metadata/databases/users.yaml': 'table:\n\tname: users\n' },
    'metadata/databases/users.yaml:2:1',
    /indent by spaces, not by tabs/,
  ],
  [
    'a key that occurs twice',
    { 'metadata/databases/users.yaml': 'table: users\nselect_permissions: []\ntable: others\n' },
    'metadata/databases/users.yaml:3:1',
    /occurs twice/,
  ],
  [
    'YAML that does not end',
    { 'metadata/databases/users.yaml': 'table: {schema: public\n' },
    'metadata/databases/users.yaml:2:1',
    /does not parse/,
  ],
  [
    'a bracket that is not closed',
    { 'metadata/databases/users.yaml': 'table: {\n  schema: public\nis_enum: false\n' },
    'metadata/databases/users.yaml:3:1',
    /deficient indentation/,
  ],
  [
    'a mistake after a bracket that closes below its key',
    { 'metadata/databases/users.yaml': 'table: {\n}\nis_enum: false\nis_enum: true\n' },
    'metadata/databases/users.yaml:4:1',
    /occurs twice/,
  ],
  [
    'an alias of nothing',
    { 'metadata/databases/users.yaml': 'table: *gone\n' },
    'metadata/databases/users.yaml:1:9',
    /unidentified alias "gone"/,
  ],
  [
    'a tag of another program',
    { 'metadata/databases/users.yaml': 'table: !Ref users\n' },
    'metadata/databases/users.yaml:1:8',
    /tag !Ref is unknown/,
  ],
  [
    'two documents in a file',
    { 'metadata/cron_triggers.yaml': '---\n- name: a\n---\n- name: b\n' },
    'metadata/cron_triggers.yaml:3:1',
    /a second YAML document/,
  ],
  [
    'a number that JavaScript would change',
    { 'metadata/databases/users.yaml': 'table: users\ncomment: 9007199254740993\n' },
    'metadata/databases/users.yaml:2:10',
    /9007199254740993 cannot be sent exactly/,
  ],
  [
    'a number in quotes with a tag that makes it one',
    { 'metadata/databases/users.yaml': 'table: users\ncomment: !!int "9007199254740993"\n' },
    'metadata/databases/users.yaml:2:17',
    /9007199254740993 cannot be sent exactly/,
  ],
  [
    'a number that JSON lacks',
    { 'metadata/databases/users.yaml': 'table: users\nlimit: .inf\n' },
    'metadata/databases/users.yaml:2:8',
    /\.inf cannot be sent exactly/,
  ],
  [
    'a list where a map belongs',
    { 'metadata/api_limits.yaml': '# none\n- disabled: true\n' },
    'metadata/api_limits.yaml:2:1',
    /Expected a map, .*found a list/,
  ],
  [
    'a map where a list belongs',
    { [DATABASES]: 'name: default\n' },
    `${DATABASES}:1:1`,
    /Expected a list, .*found a map/,
  ],
  [
    'a text where a list belongs',
    { 'metadata/cron_triggers.yaml': 'none\n' },
    'metadata/cron_triggers.yaml:1:1',
    /Expected a list, .*found a single value/,
  ],
  [
    'an include of nothing',
    { 'metadata/databases/tables.yaml': '- table: a\n- "!include b c.yaml"\n' },
    'metadata/databases/tables.yaml:2:3',
    /File not found: metadata\/databases\/b c\.yaml/,
  ],
  [
    'an include by tag of nothing',
    { 'metadata/databases/users.yaml': 'table: users\nselect_permissions:\n  - !include x.yaml\n' },
    'metadata/databases/users.yaml:3:5',
    /File not found: metadata\/databases\/x\.yaml/,
  ],
  [
    'an include of a directory',
    { 'metadata/databases/tables.yaml': '- !include ../../metadata\n' },
    'metadata/databases/tables.yaml:1:3',
    /metadata is a directory/,
  ],
  [
    'an included file that is empty',
    { 'metadata/databases/users.yaml': '# nothing yet\n' },
    'metadata/databases/tables.yaml:1:3',
    /included file .*users\.yaml is empty/,
  ],
  [
    'an include out of the project',
    { 'metadata/databases/tables.yaml': '- "!include ../../../secrets.yaml"\n' },
    'metadata/databases/tables.yaml:1:3',
    /secrets\.yaml is outside of the project/,
  ],
  [
    'a file that includes itself',
    { 'metadata/databases/users.yaml': 'table: users\nself: !include users.yaml\n' },
    'metadata/databases/users.yaml:2:1',
    /in a cycle: metadata\/databases\/users\.yaml → metadata\/databases\/users\.yaml\./,
  ],
  [
    'files that include each other',
    {
      'metadata/databases/users.yaml': 'table: users\nparts: !include a.yaml\n',
      'metadata/databases/a.yaml': '- !include b.yaml\n',
      'metadata/databases/b.yaml': 'again: !include ../databases/users.yaml\n',
    },
    'metadata/databases/b.yaml:1:1',
    /users\.yaml → metadata\/databases\/a\.yaml → metadata\/databases\/b\.yaml → metadata\/databases\/users\.yaml/,
  ],
  [
    'an include where none is followed',
    { 'metadata/remote_schemas.yaml': '- name: a\n  permissions: !include a.yaml\n' },
    'metadata/remote_schemas.yaml:2:3',
    /not here/,
  ],
  [
    'an include elsewhere in a source',
    { [DATABASES]: '- name: default\n  configuration: !include a.yaml\n' },
    `${DATABASES}:2:3`,
    /not here/,
  ],
  [
    'text that is not UTF-8',
    { 'metadata/databases/users.yaml': Buffer.from('table: users\ncomment: caf\xe9\n', 'latin1') },
    'metadata/databases/users.yaml:2:13',
    /not valid UTF-8: see the byte at offset 25/,
  ],
  [
    'text in UTF-16',
    { 'metadata/databases/users.yaml': Buffer.from('\uFEFFtable: users\n', 'utf16le') },
    'metadata/databases/users.yaml:1:1',
    /not valid UTF-8/,
  ],
  [
    'a control character',
    { 'metadata/databases/users.yaml': 'table: users\ncomment: "\u0007"\n' },
    'metadata/databases/users.yaml:2:11',
    /expected valid JSON character/,
  ],
  [
    'anchors that explode',
    { 'metadata/databases/users.yaml': laughs(12) },
    'metadata/databases/users.yaml:1:1',
    /repeats too much/,
  ],
  [
    'an anchor within itself',
    { 'metadata/databases/users.yaml': 'table: users\ncomment: &a [*a]\n' },
    'metadata/databases/users.yaml:1:1',
    /or no end/,
  ],
  [
    'nesting without end',
    { 'metadata/databases/users.yaml': '['.repeat(20_000) },
    'metadata/databases/users.yaml:1:100',
    /nesting exceeded/,
  ],
  [
    'config version 1',
    { 'config.yaml': '# no version\nendpoint: x\n' },
    'config.yaml:2:1',
    /config version 1.*update-project-v2/s,
  ],
  [
    'config version 4',
    { 'config.yaml': 'a: 1\nversion: 4\n' },
    'config.yaml:2:1',
    /Unknown config version 4/,
  ],
  [
    'a config that is a list',
    { 'config.yaml': '- version: 3\n' },
    'config.yaml:1:1',
    /Expected a map/,
  ],
  [
    'a metadata directory that is not there',
    { 'config.yaml': 'version: 3\nmetadata_directory: elsewhere\n' },
    'config.yaml:2:1',
    /Metadata not found: elsewhere/,
  ],
  [
    'a metadata directory out of the repository',
    { 'config.yaml': 'version: 3\nmetadata_directory: ../..\n' },
    'config.yaml:2:1',
    /outside of the repository/,
  ],
  [
    'sources in metadata of version 2',
    { 'metadata/version.yaml': '# old\nversion: 2\n' },
    'metadata/version.yaml:2:1',
    /Metadata with sources must have version 3, found 2/,
  ],
];

test.each(CASES)('%s', async (...bad) => {
  await expectFailure(bad);
});

function laughs(levels: number): string {
  const lines = Array.from({ length: levels }, (_, level) => {
    const item = level === 0 ? '"ha"' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array(10).fill(item).join(', ')}]`;
  });
  return `${lines.join('\n')}\n`;
}
